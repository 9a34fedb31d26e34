"""Source: text in files becomes documents, data with a place for every value."""

from milepost.source.data import Document, Map, Scalar, Seq, Value

__all__ = ["Document", "Map", "Scalar", "Seq", "Value"]
