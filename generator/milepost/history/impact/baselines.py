"""Baselines that an edit moves, and whether a change request was approved for it."""

from milepost.budget.baseline import content_hash
from milepost.history.snapshot import APPROVED
from milepost.project import Project, Record
from milepost.source.fields import Fields


def unapproved_moves(before: Project, after: Project) -> tuple[str, ...]:
    """What happens to baselines without an approved change, a sentence each; the first one needs none."""
    found: list[str] = []
    old = {one.id: one for one in before.all("baseline")}
    new = {one.id: one for one in after.all("baseline")}
    for id_, record in old.items():
        now = new.get(id_)
        if now is None:
            found.append(f"The baseline {id_} is gone")
        elif now.data is not record.data and content_hash(now.data) != content_hash(record.data):
            found.append(f"The baseline {id_} is not what was frozen any more")
    one, other = (project.settings.section("baseline") for project in (before, after))
    if one.text("name") and one.text("name") != other.text("name"):
        found += _moved(one, other, new.get(other.text("name")), after)
    if one.text("tag") and one.text("tag") != other.text("tag") and one.text("name") == other.text("name"):
        found.append(f"The baseline's tag moves from {one.text('tag')} to {other.text('tag') or 'none'}")
    return tuple(found)


def _moved(one: Fields, other: Fields, record: Record | None, after: Project) -> list[str]:
    moved = f"The baseline in force moves from {one.text('name')} to {other.text('name') or 'none'}"
    change = after.get("" if record is None else record.text("change"), "change")
    if change is None:
        return [f"{moved} and names no change request"]
    if change.text("status") not in APPROVED:
        return [f"{moved}, and {change.id} is {change.text('status') or 'not approved'}"]
    return []
