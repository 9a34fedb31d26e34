"""Who must approve an edit: by responsibility, by the limits of what roles may decide, and by tolerances."""

from collections.abc import Iterator
from decimal import Decimal
from fnmatch import fnmatch

from milepost.checking import Checked
from milepost.history.impact.edits import REMOVED, Edit
from milepost.history.impact.model import COST, FINISH, SCOPE, STATUS, Approval, Line
from milepost.parties import name_of
from milepost.project import Project, Record
from milepost.risk.model import working_days
from milepost.schedule.model import Schedule
from milepost.source.fields import Fields

_MOST_NAMED = 5


def approvals_for(head: Checked, edits: tuple[Edit, ...], lines: tuple[Line, ...]) -> tuple[Approval, ...]:
    """Who must approve, those with the furthest authority first.

    Args:
        head: The state with the edits; its responsibilities and limits count.
        edits: Every edit.
        lines: What they do.
    """
    project = head.project
    asked: dict[str, list[str]] = {}
    demands = (
        *_tolerances(project, lines),
        *_limits(project, head.report.schedule, lines),
        *_baseline(project, edits),
        *_changes(project, edits),
        *_responsible(project, edits),
        *_unapproved_scope(project, lines),
    )
    for who, because in demands:
        reasons = asked.setdefault(who, [])
        if because not in reasons:
            reasons.append(because)
    return tuple(
        Approval(who, name_of(who, project), tuple(reasons), _holders(who, project))
        for who, reasons in asked.items()
    )


def _holders(who: str, project: Project) -> tuple[str, ...]:
    role = project.get(who, "role")
    return () if role is None else role.texts("held_by")


def _tolerances(project: Project, lines: tuple[Line, ...]) -> Iterator[tuple[str, str]]:
    """The authority of each dimension that gets worse than it was."""
    tolerances = project.settings.section("tolerances")
    for line in lines:
        dimension = tolerances.part(line.subject) if line.section == STATUS and line.worse else None
        who = "" if dimension is None else dimension.text("authority")
        if who:
            yield who, f"{line.subject} turns {line.after}, and tolerances.{line.subject} names them"


def _limits(
    project: Project, schedule: Schedule | None, lines: tuple[Line, ...]
) -> Iterator[tuple[str, str]]:
    """The role with the least authority that still reaches as far as the delay and the cost."""
    for line in lines:
        if line.delta is None or line.delta <= 0 or not line.worse:
            continue
        if line.section == FINISH and line.subject == "finish" and schedule is not None:
            limits = {
                role.id: working_days(limit, schedule.calendar)
                for role, table in _tables(project)
                if (limit := table.duration("schedule")) is not None
            }
            what = f"the finish slips by {_number(line.delta)} working days"
            yield from _least(project, limits, line.delta, what, "d")
        elif line.section == COST and line.subject == "eac":
            amounts = {
                role.id: amount.amount
                for role, table in _tables(project)
                if (amount := table.money("cost")) is not None and amount.currency == line.unit
            }
            what = f"the forecast cost rises by {line.delta:,.0f} {line.unit}"
            yield from _least(project, amounts, line.delta, what, f" {line.unit}")


def _tables(project: Project) -> Iterator[tuple[Record, Fields]]:
    for role in project.all("role"):
        table = role.part("authority")
        if table is not None:
            yield role, table


def _least(
    project: Project, limits: dict[str, Decimal], needed: Decimal, what: str, unit: str
) -> Iterator[tuple[str, str]]:
    enough = sorted((limit, who) for who, limit in limits.items() if limit >= needed)
    if enough:
        limit, who = enough[0]
        yield who, f"{what}; their authority reaches to {limit:,.0f}{unit}"
    elif limits:
        sponsor = project.settings.text("sponsor")
        if sponsor:
            yield sponsor, f"{what}, beyond the authority of every role"


def _baseline(project: Project, edits: tuple[Edit, ...]) -> Iterator[tuple[str, str]]:
    """Who approved the change that moves the baseline; without one, the sponsor."""
    moved = [
        one for one in edits if one.kind == "baseline" or (one.kind == "project" and one.field == "baseline")
    ]
    if not moved:
        return
    name = project.settings.section("baseline").text("name")
    record = project.get(name, "baseline")
    change = project.get("" if record is None else record.text("change"), "change")
    who = "" if change is None else change.text("decided_by") or change.text("approver")
    who = who or project.settings.text("sponsor")
    if who:
        because = f"for {change.id}" if change is not None else "and names no change request"
        yield who, f"the baseline changes to {name or 'none'} {because}"


def _changes(project: Project, edits: tuple[Edit, ...]) -> Iterator[tuple[str, str]]:
    """Who approves the change requests that are edited: the approver written, or the role whose size fits."""
    for id_ in dict.fromkeys(one.id for one in edits if one.kind == "change" and one.action != REMOVED):
        change = project.get(id_, "change")
        if change is None or change.text("status") in ("rejected", "postponed", "merged"):
            continue
        size = change.integer("size")
        who = change.text("decided_by") or change.text("approver")
        if not who and size is not None:
            sizes = sorted(
                (limit, role.id)
                for role, table in _tables(project)
                if (limit := table.integer("change_size")) is not None and limit >= size
            )
            who = sizes[0][1] if sizes else project.settings.text("sponsor")
        if who:
            yield who, f"{id_} is a change request of size {size or 'unknown'}"


def _responsible(project: Project, edits: tuple[Edit, ...]) -> Iterator[tuple[str, str]]:
    """Who is accountable for what is edited, by the responsibility table."""
    for row in project.all("raci_row"):
        tasks, deliverable = set(row.texts("tasks")), row.text("deliverable")
        touched = [
            one.id or one.kind
            for one in edits
            if (one.id and (one.id in tasks or one.id == deliverable))
            or _in_paths(one.span.file, row.texts("paths"))
        ]
        if touched:
            named = list(dict.fromkeys(touched))
            more = f" and {len(named) - _MOST_NAMED} more" if len(named) > _MOST_NAMED else ""
            what = f"{row.id} {row.title or row.text('activity')} ({', '.join(named[:_MOST_NAMED])}{more})"
            for who in row.texts("accountable"):
                yield who, f"accountable for {what}"


def _in_paths(file: str, paths: tuple[str, ...]) -> bool:
    return any(
        file.startswith(path) if path.endswith("/") else file == path or fnmatch(file, path) for path in paths
    )


def _unapproved_scope(project: Project, lines: tuple[Line, ...]) -> Iterator[tuple[str, str]]:
    """Who decides about scope, where it changes without an approved change."""
    found = [line.subject for line in lines if line.section == SCOPE and line.worse]
    section = project.settings.section("tolerances").part("scope")
    who = ("" if section is None else section.text("authority")) or project.settings.text("sponsor")
    if found and who:
        more = f" and {len(found) - _MOST_NAMED} more" if len(found) > _MOST_NAMED else ""
        yield who, f"scope changes without an approved change ({', '.join(found[:_MOST_NAMED])}{more})"


def _number(value: Decimal) -> str:
    return f"{value:.1f}".removesuffix(".0")
