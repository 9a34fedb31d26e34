"""What both schema validators must agree on: where schemas stand, and the formats that are our own."""

from collections.abc import Callable

from milepost.source.units import is_date, is_instant

FORMATS: dict[str, Callable[[object], bool]] = {"instant": is_instant, "date": is_date}
"""Formats that mean here what `units` reads; both validators use the same functions."""

BASE = "file:///schema/"
"""Where the schemas are said to stand, so that their references find each other; nothing is read there."""
