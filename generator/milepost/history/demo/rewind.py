"""The example as it was on an earlier day: without what came later, and with what was believed then."""

from collections.abc import Mapping
from datetime import date, timedelta

from milepost.history.demo.calendar_of_events import BEFORE, BORN, DATED_ITEMS, HAPPENED
from milepost.history.demo.surgery import Surgery
from milepost.project import Project, Record
from milepost.source.data import Document, Map, Seq, Value
from milepost.source.schemas import PROJECT
from milepost.source.units import day as read_day

_FORESEEN = timedelta(days=14)
_SEEN_COMING = timedelta(weeks=7)
"""How long before the end what is left of tasks was estimated as it turned out; earlier it was hoped."""


class Rewind:
    """Takes a finished story back.

    Args:
        project: The example as it stands.
        born: Ids to the day on which they came to be, for records that do not say it.
        founded: Kinds and ids to the day on which they came to be, for the rest that does not say it.
        phases: Day from which each phase was the current one, in order; before the first it was a proposal.
        switched: Day from which the forecast of cost follows the performance so far.
    """

    def __init__(
        self,
        project: Project,
        born: Mapping[str, date],
        founded: Mapping[str, date],
        phases: tuple[tuple[date, str], ...],
        switched: date,
    ) -> None:
        self._project = project
        self._born = born
        self._founded = founded
        self._start = phases[0][0]
        self._phases = phases
        self._switched = switched
        self._owners: dict[int, tuple[Map | Seq, str | int]] = {}
        for document in project.documents:
            self._note_owners(document.data)
        self._records = {id(one.data): one for records in project.records.values() for one in records.written}
        self._of_document: dict[str, list[int]] = {}
        for id_, record in self._records.items():
            self._of_document.setdefault(record.document.path, []).append(id_)
        self._last = project.settings.status_date

    def at(self, day: date) -> dict[str, str]:
        """The files of an earlier day: path to text."""
        if day >= self._last:
            return {one.path: one.text for one in self._project.documents}
        surgery = Surgery()
        gone = self._unborn(day, surgery)
        for records in self._project.records.values():
            for record in records.written:
                if id(record.data) not in gone:
                    self._rewind(record, day, surgery)
        self._references(gone, surgery)
        self._settings(day, surgery)
        self._months(day, surgery)
        found: dict[str, str] = {}
        for document in self._project.documents:
            text = self._text(document, day, gone, surgery)
            if text is not None:
                found[document.path] = text
        return found

    def _note_owners(self, value: Value) -> None:
        if isinstance(value, Map):
            for key, inner in value.items():
                if isinstance(inner, Map | Seq):
                    self._owners[id(inner)] = (value, key)
                    self._note_owners(inner)
        elif isinstance(value, Seq):
            for index, inner in enumerate(value):
                if isinstance(inner, Map | Seq):
                    self._owners[id(inner)] = (value, index)
                    self._note_owners(inner)

    def _unborn(self, day: date, surgery: Surgery) -> set[int]:
        """Cut what was not there yet; identities of these records."""
        gone: set[int] = set()
        for records in self._project.records.values():
            for record in records.written:
                above = record.parent is not None and id(record.parent.data) in gone
                if not above and self._birth(record) <= day:
                    continue
                gone.add(id(record.data))
                self._cut(record.data, surgery)
        return gone

    def _birth(self, record: Record) -> date:
        if record.id in self._born:
            return self._born[record.id]
        if record.kind == "decision":
            known = record.date("needed_by")
            foreseen = date.min if known is None else known - _FORESEEN
            return record.date("date") or record.date("closed") or foreseen
        for field in BORN.get(record.kind, ()):
            found = read_day(record.text(field)[:10])
            if found is not None:
                return (
                    found - _FORESEEN
                    if record.kind == "meeting" and record.text("status") == "planned"
                    else found
                )
        return self._founded.get(record.id) or self._founded.get(record.kind, date.min)

    def _cut(self, value: Map | Seq, surgery: Surgery) -> None:
        owner, step = self._owners.get(id(value), (None, ""))
        if isinstance(owner, Map) and isinstance(step, str):
            surgery.keys.add((id(owner), step))
        elif isinstance(owner, Seq) and isinstance(step, int):
            surgery.items.add((id(owner), step))

    def _rewind(self, record: Record, day: date, surgery: Surgery) -> None:
        if record.kind == "task":
            self._task(record, day, surgery)
        for back in BEFORE.get(record.kind, ()):
            when = record.date(back.field)
            if when is None or when <= day:
                continue
            for key in (back.field, *back.drop):
                if key in record.data:
                    surgery.keys.add((id(record.data), key))
            if back.status and "status" in record.data:
                surgery.values[id(record.data), "status"] = back.status
        self._later(record.data, record, day, surgery)

    def _later(self, owner: Map, record: Record, day: date, surgery: Surgery) -> None:
        """Cut dates of what had not happened, and items of lists that had not either."""
        for key, inner in owner.items():
            if isinstance(inner, Seq):
                if not (record.entry.nested and key == record.entry.key):
                    self._later_items(inner, record, day, surgery, key)
            elif isinstance(inner, Map):
                if key == "escalation" and _after(inner.get("date"), day):
                    surgery.keys.add((id(owner), key))
                elif id(inner) not in self._records:
                    self._later(inner, record, day, surgery)
            elif key in HAPPENED and _after(inner, day):
                surgery.keys.add((id(owner), key))

    def _later_items(self, items: Seq, record: Record, day: date, surgery: Surgery, name: str) -> None:
        for index, inner in enumerate(items):
            if not isinstance(inner, Map) or id(inner) in self._records:
                continue
            if name in DATED_ITEMS and _after(inner.get("date"), day):
                surgery.items.add((id(items), index))
            else:
                self._later(inner, record, day, surgery)

    def _task(self, record: Record, day: date, surgery: Surgery) -> None:
        """Progress as of a day."""
        progress = record.part("progress")
        if progress is None:
            return
        began, ended = (read_day(progress.text(key)[:10]) for key in ("actual_start", "actual_finish"))
        began = ended if began is None else began
        if began is None or began > day:
            surgery.keys.add((id(record.data), "progress"))
            self._units(record, 0, surgery)
            return
        if ended is not None and ended <= day:
            return
        until = ended or self._last
        share = min(max((day - began).days / max((until - began).days, 1), 0), 0.95)
        percent = int(share * (progress.number("percent") or 0) // 5 * 5)
        text = f"actual_start: {progress.text('actual_start')}, percent: {percent}"
        remaining = progress.duration("remaining")
        near = self._last - day <= _SEEN_COMING
        if near and ended is None and remaining is not None and remaining.unit == "d":
            text += f", remaining: {remaining.amount + _weekdays(day, self._last)}d"
        surgery.values[id(record.data), "progress"] = f"{{{text}}}"
        self._units(record, percent, surgery)

    def _units(self, record: Record, percent: int, surgery: Surgery) -> None:
        units = record.part("units")
        total = None if units is None else units.number("total")
        done = None if units is None else units.number("done")
        if units is not None and total and done:
            surgery.values[id(units.data), "done"] = str(min(int(total * percent / 100), int(done)))

    def _settings(self, day: date, surgery: Surgery) -> None:
        settings = self._project.settings
        data = settings.data
        surgery.values[id(data), "status_date"] = day.isoformat()
        if day < self._start:
            surgery.values[id(data), "state"] = "proposed"
        phase = [name for since, name in self._phases if since <= day]
        surgery.values[id(data), "phase"] = phase[-1] if phase else self._phases[0][1]
        status = settings.part("status")
        if status is not None:
            surgery.keys.add((id(status.data), "declared"))
        if day < self._switched and "budget" in data:
            surgery.values[id(data), "budget"] = "{eac: remaining-at-budget}"
        baselines = sorted((self._birth(one), one.id) for one in self._project.all("baseline"))
        there = [name for since, name in baselines if since <= day]
        if not there:
            surgery.keys.add((id(data), "baseline"))
        elif len(there) < len(baselines):
            surgery.keys.discard((id(data), "baseline"))
            surgery.values[id(data), "baseline"] = (
                f"{{name: {there[-1]}, original: {there[0]}, tag: baseline/{there[-1]}}}"
            )

    def _months(self, day: date, surgery: Surgery) -> None:
        """Cut months that the ledger had not closed yet; it closes them a week after their end."""
        for document in self._project.documents:
            for name in ("closed_periods", "control_totals"):
                months = document.data.get(name)
                for index, month in enumerate(months if isinstance(months, Seq) else ()):
                    period = month.get("period") if isinstance(month, Map) else month
                    if isinstance(period, str) and not _closed(period, day):
                        surgery.items.add((id(months), index))

    def _references(self, gone: set[int], surgery: Surgery) -> None:
        """Cut what names a record that is not there yet."""
        ids = {self._records[one].id for one in gone} - {""}
        lists: dict[int, Seq] = {}
        for reference in self._project.references():
            if reference.id not in ids:
                continue
            owner, step = reference.owner, reference.step
            if isinstance(owner, Seq) and isinstance(step, int):
                surgery.items.add((id(owner), step))
                if reference.span.file == self._project.settings.document.path:
                    lists[id(owner)] = owner
            elif isinstance(owner, Map) and isinstance(step, str):
                if step == "superseded_by":
                    surgery.values[id(owner), "status"] = "decided"
                if (
                    id(owner) in self._records
                    or owner is self._project.settings.data
                    or step in ("record", "decision")
                ):
                    surgery.keys.add((id(owner), step))
                else:
                    self._cut(owner, surgery)
        for names in lists.values():
            above, _ = self._owners.get(id(names), (None, ""))
            empty = all((id(names), index) in surgery.items for index in range(len(names)))
            if empty and isinstance(above, Map) and above is not self._project.settings.data:
                self._cut(above, surgery)

    def _text(self, document: Document, day: date, gone: set[int], surgery: Surgery) -> str | None:
        written = self._of_document.get(document.path, ())
        if written and all(one in gone for one in written):
            return None
        if document.register == PROJECT and day < self._last:
            text = surgery.operate(document)
            return None if text is None else _without_remark(text, "# B2 came with")
        return surgery.operate(document)


def _after(value: Value, day: date) -> bool:
    """Whether a value is a date, or a time, of a later day."""
    found = read_day(value[:10]) if isinstance(value, str) else None
    return found is not None and found > day


def _closed(period: str, day: date) -> bool:
    """Whether a month, as 2026-05, had ended a week before a day."""
    year, _, month = period.partition("-")
    following = date(int(year) + int(month) // 12, int(month) % 12 + 1, 1)
    return following + timedelta(days=6) <= day


def _without_remark(text: str, beginning: str) -> str:
    return "".join(line for line in text.splitlines(keepends=True) if not line.startswith(beginning))


def _weekdays(first: date, last: date) -> int:
    """Mondays to Fridays after a day, up to another."""
    return sum((first + timedelta(days=n)).weekday() < 5 for n in range(1, (last - first).days + 1))
