"""What both schema validators must agree on: where schemas stand, and the formats that are our own."""

from collections.abc import Callable

from milepost.source.units import is_instant

FORMATS: dict[str, Callable[[object], bool]] = {"instant": is_instant}
"""Formats of our own, beside those of JSON Schema; both validators use the same functions."""

BASE = "file:///schema/"
"""Where the schemas are said to stand, so that their references find each other; nothing is read there."""
