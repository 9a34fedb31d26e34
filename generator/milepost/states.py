"""What state a record is in: its status, or the one it begins with, and whether it still wants attention."""

from typing import cast

from milepost.project import Record
from milepost.source.schemas import Schema

FINAL: dict[str, frozenset[str]] = {
    "risk": frozenset({"rejected", "occurred", "closed"}),
    "issue": frozenset({"resolved", "closed"}),
    "action": frozenset({"done", "cancelled"}),
    "assumption": frozenset({"confirmed", "disproved", "retired"}),
    "decision": frozenset({"decided", "superseded", "withdrawn"}),
    "change": frozenset({"rejected", "merged", "implemented"}),
    "deliverable": frozenset({"accepted", "cancelled"}),
    "requirement": frozenset({"verified", "rejected"}),
    "scope_item": frozenset({"removed"}),
    "objective": frozenset({"achieved", "missed", "withdrawn"}),
    "benefit": frozenset({"realised", "missed", "withdrawn"}),
    "review": frozenset({"done", "cancelled"}),
    "defect": frozenset({"fixed", "closed", "rejected"}),
    "nonconformity": frozenset({"closed"}),
    "communication": frozenset({"ended"}),
    "feedback": frozenset({"answered", "closed"}),
    "dependency": frozenset({"accepted", "cancelled"}),
    "commitment": frozenset({"closed", "cancelled"}),
    "lesson": frozenset({"applied", "rejected"}),
}
"""Per kind the statuses in which nobody has to do anything more."""


def status(record: Record) -> str:
    """The status as written, else the one its schema begins with; empty when the kind has none."""
    written = record.text("status")
    if written:
        return written
    properties = cast("dict[str, Schema]", record.entry.schema.get("properties", {}))
    return str(properties.get("status", {}).get("default", ""))


def is_open(record: Record) -> bool:
    """Whether somebody still has to do something about it."""
    return status(record) not in FINAL.get(record.kind, frozenset())
