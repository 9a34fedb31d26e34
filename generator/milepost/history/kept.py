"""Snapshots that are remembered: by the tree of the project's folder, which stands for every byte in it."""

import json
from dataclasses import fields
from datetime import date
from decimal import Decimal
from importlib.metadata import version
from typing import cast

from milepost import __version__
from milepost.history.snapshot import Milestone, Snapshot
from milepost.source.schemas import Json
from milepost.source.user_cache import Store

FORMAT = 3
"""Layout of the entries; it rises when a snapshot changes what it holds."""

_AMOUNTS = frozenset(field.name for field in fields(Snapshot) if field.type == Decimal | None)


def read_snapshot(store: Store, tree: str) -> Snapshot | None:
    """The snapshot of a tree, if it is remembered by this version of the program."""
    kept = store.read(f"{tree}.json")
    if kept is None:
        return None
    try:
        head, value = json.loads(kept)
        return _snapshot(value) if head == _made_by() else None
    except (ValueError, TypeError, LookupError, AttributeError, ArithmeticError):
        return None


def write_snapshot(store: Store, tree: str, snapshot: Snapshot) -> None:
    """Remember the snapshot of a tree."""
    value = snapshot_value(snapshot)
    store.write(f"{tree}.json", json.dumps([_made_by(), value], ensure_ascii=False))


def _made_by() -> list[Json]:
    """What figures depend on beside the files: the layout, this program, and numpy, which simulates."""
    return [FORMAT, __version__, version("numpy")]


def snapshot_value(snapshot: Snapshot) -> dict[str, Json]:
    """A snapshot as plain JSON values: amounts as text, instants as minutes."""
    value: dict[str, Json] = {}
    for field in fields(snapshot):
        found = getattr(snapshot, field.name)
        if isinstance(found, Decimal | date):
            value[field.name] = str(found)
        elif field.name == "milestones":
            value[field.name] = {id_: list(one) for id_, one in snapshot.milestones.items()}
        else:
            value[field.name] = found
    return value


def _snapshot(value: dict[str, Json]) -> Snapshot:
    known = {
        name: None if found is None else Decimal(str(found))
        for name, found in value.items()
        if name in _AMOUNTS
    }
    milestones = cast("dict[str, tuple[str, int, int | None, bool]]", value["milestones"])
    return Snapshot(
        **{
            **value,
            **known,
            "status_date": date.fromisoformat(str(value["status_date"])),
            "milestones": {id_: Milestone(*one) for id_, one in milestones.items()},
        }  # type: ignore[arg-type]
    )
