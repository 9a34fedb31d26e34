"""Plain scalars as the YAML 1.2 core schema reads them: NO is text, 010 is ten, 1:30 is text."""

import re

from milepost.source.data import Scalar

_CONSTANTS: dict[str, Scalar] = {
    "": None,
    "~": None,
    "null": None,
    "Null": None,
    "NULL": None,
    "true": True,
    "True": True,
    "TRUE": True,
    "false": False,
    "False": False,
    "FALSE": False,
}
_MAY_BE_NUMBER = frozenset("+-.0123456789")
_INTEGER = re.compile(r"[-+]?[0-9]+\Z")
_OCTAL = re.compile(r"0o[0-7]+\Z")
_HEXADECIMAL = re.compile(r"0x[0-9a-fA-F]+\Z")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?\Z")
_NOT_FINITE = re.compile(r"([-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN))\Z")

LARGEST_INTEGER = 2**53
"""Integers beyond this lose digits in JSON readers, so they are refused."""


class NumberOutOfRangeError(ValueError):
    """The text is a number that cannot be kept exactly: infinite, not a number, or too large."""


def plain(text: str) -> Scalar:
    """The value of an unquoted scalar.

    Raises:
        NumberOutOfRangeError: For .inf, .nan and numbers too large to keep exactly.
    """
    if text[:1] not in _MAY_BE_NUMBER:
        return _CONSTANTS.get(text, text) if len(text) <= 5 else text
    if _INTEGER.match(text):
        return _bounded(text, 10)
    if _OCTAL.match(text):
        return _bounded(text, 8)
    if _HEXADECIMAL.match(text):
        return _bounded(text, 16)
    if _FLOAT.match(text):
        value = float(text)
        if value in (float("inf"), float("-inf")):
            raise NumberOutOfRangeError(text)
        return value
    if _NOT_FINITE.match(text):
        raise NumberOutOfRangeError(text)
    return text


def _bounded(text: str, base: int) -> int:
    if len(text) > 24:
        raise NumberOutOfRangeError(text)
    value = int(text, base)
    if abs(value) > LARGEST_INTEGER:
        raise NumberOutOfRangeError(text)
    return value
