"""A project: every register as records, every id known."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, overload

from milepost.diagnostics import Span
from milepost.frozen import entity, field
from milepost.references import Kinds, Reference, reference_places, references_of
from milepost.source.data import Document, Map, Seq
from milepost.source.evidence import Evidence
from milepost.source.fields import Fields
from milepost.source.schemas import RecordList, SchemaSet
from milepost.source.units import finish_of, start_of

if TYPE_CHECKING:
    from milepost.source.table import Table


@entity
class Record(Fields):
    """One entry of a register.

    Attributes:
        id: Its id; empty for kinds that have none, such as ledger entries.
        entry: The list it is kept in: its kind, its schema, its register.
        parent: The record of the same kind above it, for tasks within tasks.
    """

    id: str
    entry: RecordList
    parent: "Record | None" = None

    @property
    def kind(self) -> str:
        """Name of its kind in the singular: task, risk, budget_line."""
        return self.entry.kind

    @property
    def title(self) -> str:
        """What people call it: its title, its name, or its id."""
        for key in ("title", "name", "statement", "activity", "what", "text"):
            text = self.text(key)
            if text:
                return text
        return self.id

    @property
    def children(self) -> bool:
        """Whether records of its own kind stand below it."""
        below = self.data.get(self.entry.key) if self.entry.nested else None
        return isinstance(below, Seq) and bool(below)


@entity
class Lines:
    """Records that are lines of a CSV file: read by column, or as records where a single one matters.

    Attributes:
        document: The file.
        entry: The list they are kept in.
        table: The lines.
    """

    document: Document
    entry: RecordList
    table: "Table"

    def record(self, line: int) -> Record:
        """One line as a record; lines count from 0."""
        return record_of(self.document, self.entry, self.table.record(self.document, line), None)

    def span(self, line: int, field_: str) -> Span:
        """Where a cell stands."""
        return self.table.span(self.document, line, field_)

    def with_any(self, texts: Mapping[str, frozenset[str]]) -> Iterator[int]:
        """The lines that have one of some texts in a field, in order."""
        found = {
            line
            for name, wanted in texts.items()
            if wanted and name in self.table.columns
            for line, cell in enumerate(self.table.columns[name])
            if cell in wanted
        }
        return iter(sorted(found))


class Records(Sequence[Record]):
    """The records of a kind, those of YAML files and those that are lines, which are made when asked for.

    Attributes:
        written: Records of YAML files.
        lines: Tables of further records, which come behind them.
    """

    __slots__ = ("_made", "lines", "written")

    def __init__(self, written: tuple[Record, ...], lines: tuple[Lines, ...] = ()) -> None:
        self.written = written
        self.lines = lines
        self._made: tuple[Record, ...] | None = None if lines else written

    def __len__(self) -> int:
        return len(self.written) + sum(part.table.size for part in self.lines)

    def __iter__(self) -> Iterator[Record]:
        return iter(self._all())

    @overload
    def __getitem__(self, index: int) -> Record: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Record, ...]: ...
    def __getitem__(self, index: int | slice) -> Record | tuple[Record, ...]:
        return self._all()[index]

    def _all(self) -> tuple[Record, ...]:
        if self._made is None:
            made = (part.record(line) for part in self.lines for line in range(part.table.size))
            self._made = (*self.written, *made)
        return self._made


NO_RECORDS = Records(())


@entity
class Settings(Fields):
    """project.yaml, less the registers it may hold.

    Attributes:
        status: The status date as written, or as given on the command line.
    """

    status: str

    @property
    def name(self) -> str:
        """The project's name, or its id."""
        return self.text("name") or self.text("id") or "Project"

    @property
    def currency(self) -> str:
        """The currency of the project's totals; EUR when none is written."""
        return self.text("currency") or "EUR"

    @property
    def status_date(self) -> date:
        """The day of the status date."""
        return date(1970, 1, 1) + timedelta(minutes=start_of(self.status) or 0)

    @property
    def data_date(self) -> int:
        """From when the rest of the work is planned: the status date's beginning, or the time it says.

        Minutes since 1970-01-01T00:00.
        """
        return start_of(self.status) or 0

    @property
    def status_instant(self) -> int:
        """Until when work may be reported as done: the status date's end, or the time it says.

        Minutes since 1970-01-01T00:00.
        """
        return finish_of(self.status) or 0

    def section(self, key: str) -> Fields:
        """A group of settings; empty when it is not written."""
        return self.part(key) or Fields(Map(), self.document)


@entity
class Project:
    """Everything that is written about a project.

    Attributes:
        documents: The files it was read from, in order of path.
        schemas: The schemas in force.
        settings: project.yaml.
        records: Kind to its records, in the order of the files; children follow their parent.
        by_id: Id to record; of duplicates the first.
        evidence: Result files that metrics and reviews name, by path and format.
    """

    documents: tuple[Document, ...]
    schemas: SchemaSet
    settings: Settings
    records: Mapping[str, Records] = field(repr=False)
    by_id: Mapping[str, Record] = field(repr=False)
    evidence: Mapping[tuple[str, str], Evidence] = field(default_factory=dict, repr=False)

    def all(self, kind: str) -> Sequence[Record]:
        """The records of a kind; empty when the project has none."""
        return self.records.get(kind, NO_RECORDS)

    def written(self, kind: str) -> tuple[Record, ...]:
        """The records of a kind that stand in YAML files."""
        return self.records.get(kind, NO_RECORDS).written

    def lines(self, kind: str) -> tuple[Lines, ...]:
        """The records of a kind that are lines of CSV files, a table for each file."""
        return self.records.get(kind, NO_RECORDS).lines

    def get(self, id_: str, *kinds: str) -> Record | None:
        """The record with an id, if it is of one of the kinds (any kind when none is named)."""
        found = self.by_id.get(id_)
        return found if found is not None and (not kinds or found.kind in kinds) else None

    def by_id_of(self, kind: str) -> dict[str, Record]:
        """The records of a kind by id, of those that share one the first, whatever else has the same id."""
        found: dict[str, Record] = {}
        for record in self.all(kind):
            found.setdefault(record.id, record)
        return found

    def references(self) -> Iterator[Reference]:
        """Every place in a record of a YAML file that names another record, in the order of the files."""
        places = reference_places(self.schemas)
        for kind, records in self.records.items():
            plan = places.of(self.schemas.kinds[kind])
            for record in records.written:
                yield from references_of(record, plan)

    def unresolved(self) -> Iterator[Reference]:
        """The places that name a record which is not there or is of another kind, lines of CSV files too."""
        places = reference_places(self.schemas)
        for kind, records in self.records.items():
            plan = places.of(self.schemas.kinds[kind])
            for record in records.written:
                yield from references_of(record, plan, self._matches)
            for lines in records.lines:
                unmatched = {
                    name: frozenset(
                        id_
                        for id_ in (lines.table.distinct(name) if name in lines.table.columns else ())
                        if id_ and not self._matches(id_.partition(" ")[0], place.meaning)
                    )
                    for name, place in plan.keys.items()
                    if place.meaning is not None
                }
                for line in lines.with_any(unmatched):
                    yield from references_of(lines.record(line), plan, self._matches)

    def _matches(self, id_: str, kinds: Kinds) -> bool:
        target = self.by_id.get(id_)
        return target is not None and (not kinds or target.entry.kind in kinds)


def record_of(document: Document, entry: RecordList, data: Map, parent: Record | None) -> Record:
    """The record that a mapping is."""
    id_ = data.get("id")
    return Record(data, document, id_ if isinstance(id_, str) else "", entry, parent)
