"""Cards: the few facts about a record that a link to it shows when it is pointed at or has the focus."""

import json
from collections.abc import Iterator

from milepost.checking import Checked
from milepost.portal.compose.cells import Cells
from milepost.portal.compose.pages import link_to
from milepost.portal.compose.plan import first_day, float_text, last_day, state_of
from milepost.portal.compose.trail import above
from milepost.portal.formats import Formats
from milepost.portal.text import one_line
from milepost.portal.views.values import Badge, Html, Tone
from milepost.project import Project, Record
from milepost.schedule.model import ScheduledTask

CARDS = "data/cards.js"
"""Path of the file; a script, because pages that are opened as files may read nothing else."""

_FACTS = 3
_LONGEST = 60
_LONGEST_TITLE = 160
_SHOWN_ELSEWHERE = frozenset({"id", "title", "name", "statement", "status", "text"})


def cards_file(checked: Checked, cells: Cells, formats: Formats) -> bytes:
    """Every record that a page can link to: id to kind, title, status, its tone, and facts."""
    schedule = checked.report.schedule
    tasks = {} if schedule is None else schedule.tasks
    found = {}
    for id_, record in checked.project.by_id.items():
        if not link_to(record).page:
            continue
        task = tasks.get(id_)
        badge = state_of(task, checked.project) if task is not None else _status(record, cells)
        facts = _of_task(record, task, cells, formats) if task is not None else _of(record, cells, formats)
        said = [*facts, *_around(checked.project, record, cells, formats)]
        kind = record.kind.replace("_", " ").capitalize()
        title = _short(one_line(record.title), _LONGEST_TITLE)
        found[id_] = [kind, title, badge.text, badge.tone.value, said]
    text = json.dumps(found, ensure_ascii=False, separators=(",", ":"))
    return f"window.MilepostCards={text};\n".encode()


def _around(project: Project, record: Record, cells: Cells, formats: Formats) -> Iterator[tuple[str, str]]:
    """What it serves, and who changed it last."""
    serves = " \N{SINGLE RIGHT-POINTING ANGLE QUOTATION MARK} ".join(one.id for one in above(project, record))
    if serves:
        yield ("Serves", _short(serves, _LONGEST))
    for change in cells.changes(record)[:1]:
        said = f"{formats.day(change.commit.when.date())}, {one_line(change.commit.author)}"
        yield ("Changed", _short(said, _LONGEST))


def _status(record: Record, cells: Cells) -> Badge:
    kind = cells.fields(record.entry).get("status")
    cell = None if kind is None else cells.cell(record.raw("status"), kind)
    return cell if isinstance(cell, Badge) else Badge("", Tone.NEUTRAL)


def _of_task(
    record: Record, task: ScheduledTask, cells: Cells, formats: Formats
) -> Iterator[tuple[str, str]]:
    start, finish = formats.day(first_day(task.start).day), formats.day(last_day(task.finish).day)
    yield ("When", finish if start == finish else f"{start} – {finish}")
    if not task.done and (left := float_text(task)):
        yield ("Total float", left)
    owner = cells.fields(record.entry).get("owner")
    if owner is not None and record.has("owner"):
        yield (owner.title, formats.text(cells.cell(record.raw("owner"), owner)))


def _of(record: Record, cells: Cells, formats: Formats) -> Iterator[tuple[str, str]]:
    fields = cells.fields(record.entry)
    said = 0
    for name in record.entry.columns:
        kind = fields.get(name)
        if kind is None or name in _SHOWN_ELSEWHERE or not record.has(name) or said == _FACTS:
            continue
        cell = cells.cell(record.raw(name), kind)
        if cell is None or isinstance(cell, Html):
            continue
        text = one_line(formats.text(cell))
        if text and len(text) <= _LONGEST:
            said += 1
            yield (kind.title, text)


def _short(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"
