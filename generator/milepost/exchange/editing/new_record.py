"""A new record of a register: its id, its date, its state, and the edit that writes it."""

from typing import cast

from milepost.checking import Checked
from milepost.exchange.editing.edits import AppendItem
from milepost.exchange.editing.proposal import Proposal, propose
from milepost.exchange.editing.records import field_order, file_of_new, in_order, next_id
from milepost.exchange.editing.yaml_text import New
from milepost.frozen import frozen
from milepost.source.schemas import RecordList, Schema


@frozen
class Recordable:
    """A kind of record that is written down in daily work.

    Attributes:
        kind: Name of the kind.
        dated: The field that says since when it is known; the status date unless given.
        needed: Fields without which its checks find an error, beside those that its schema requires.
    """

    kind: str
    dated: str
    needed: tuple[str, ...] = ()


RECORDABLE = (
    Recordable("risk", "identified", ("owner",)),
    Recordable("issue", "created", ("owner", "target_date")),
    Recordable("action", "created"),
    Recordable("decision", "created"),
    Recordable("change", "submitted"),
    Recordable("feedback", "date"),
    Recordable("lesson", "date"),
)
"""The kinds that `milepost add` writes."""


def needed_fields(recordable: Recordable, entry: RecordList) -> tuple[str, ...]:
    """The fields that have to be given for a new record, in the order of the schema."""
    required = cast("list[str]", entry.schema.get("required", []))
    wanted = {*required, *recordable.needed} - {"id", "status"}
    return tuple(name for name in field_order(entry) if name in wanted)


def first_status(entry: RecordList) -> str:
    """The state in which a record of a kind begins: what its schema says, or the first of its states."""
    status = cast("dict[str, Schema]", entry.schema.get("properties", {})).get("status", {})
    states = cast("list[str]", status.get("enum", []))
    return str(status.get("default") or (states[0] if states else ""))


def propose_record(checked: Checked, recordable: Recordable, fields: dict[str, New]) -> tuple[str, Proposal]:
    """A new record in the file of its register.

    Args:
        checked: The project.
        recordable: The kind.
        fields: What is known about it; id, first status and date are added.

    Returns:
        Its id, and the file with it.

    Raises:
        EditError: The file cannot be edited.
    """
    project = checked.project
    entry = project.schemas.kinds[recordable.kind]
    id_ = next_id(project, entry)
    whole: dict[str, New] = {
        "id": id_,
        "status": first_status(entry),
        recordable.dated: project.settings.status_date.isoformat(),
        **fields,
    }
    path, register = file_of_new(project, entry, checked.root)
    same_file = [one for one in project.all(entry.kind) if one.document.path == path]
    ordered = in_order(whole, entry, same_file[-1] if same_file else None)
    edit = AppendItem((), entry.key, ordered)
    return id_, propose(checked, path, register, (edit,))
