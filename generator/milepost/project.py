"""Documents become a project: every register as records, every id known, references resolved."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from difflib import get_close_matches
from typing import TYPE_CHECKING, overload

from milepost import project_rules as rules
from milepost.diagnostics import Diagnostic, Note, Span
from milepost.references import Kinds, Reference, reference_places, references_of
from milepost.source.data import Document, Map, Seq
from milepost.source.evidence import Evidence
from milepost.source.fields import Fields
from milepost.source.schemas import PROJECT, RecordList, SchemaSet
from milepost.source.units import finish_of, start_of

if TYPE_CHECKING:
    from milepost.source.table import Table

MAX_UNMATCHED = 500
"""Findings of one CSV file about records that are not there; further ones are counted, not listed."""


@dataclass(frozen=True, slots=True, eq=False)
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


@dataclass(frozen=True, slots=True, eq=False)
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
        return _record(self.document, self.entry, self.table.record(self.document, line), None)

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


@dataclass(frozen=True, slots=True, eq=False)
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


@dataclass(frozen=True, slots=True, eq=False)
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

    def references(self) -> Iterator[Reference]:
        """Every place in a record of a YAML file that names another record, in the order of the files.

        Of lines of CSV files only those that name a record which is not there, or is of another kind.
        """
        places = reference_places(self.schemas)
        for kind, records in self.records.items():
            plan = places.of(self.schemas.kinds[kind])
            for record in records.written:
                yield from references_of(record, plan)
            for lines in records.lines:
                unmatched = {
                    name: frozenset(
                        id_
                        for id_ in (lines.table.distinct(name) if name in lines.table.columns else ())
                        if id_ and not self._matches(id_, place.meaning)
                    )
                    for name, place in plan.keys.items()
                }
                for line in lines.with_any(unmatched):
                    yield from references_of(lines.record(line), plan)

    def _matches(self, id_: str, kinds: Kinds | None) -> bool:
        target = self.by_id.get(id_.partition(" ")[0])
        return kinds is None or (target is not None and (not kinds or target.kind in kinds))


def assemble(
    documents: Sequence[Document], schemas: SchemaSet, as_of: date | None = None
) -> tuple[Project, list[Diagnostic]]:
    """Make a project of its documents.

    Args:
        documents: The files that were read.
        schemas: The schemas in force.
        as_of: Stands for the status date that project.yaml says.

    Returns:
        The project, and findings about ids and references.
    """
    findings: list[Diagnostic] = []
    records: dict[str, list[Record]] = {}
    lines: dict[str, list[Lines]] = {}
    by_id: dict[str, Record] = {}
    for document in documents:
        if document.table is not None:
            part = _lines(document, document.table, schemas)
            lines.setdefault(part.entry.kind, []).append(part)
            records.setdefault(part.entry.kind, [])
            continue
        for entry, items in _lists(document, schemas):
            _collect(document, entry, items, records.setdefault(entry.kind, []))
    together = {kind: Records(tuple(found), tuple(lines.get(kind, ()))) for kind, found in records.items()}
    for same_kind in together.values():
        with_ids = any("id" in part.table.columns for part in same_kind.lines)
        for record in same_kind if with_ids else same_kind.written:
            if not record.id:
                continue
            first = by_id.setdefault(record.id, record)
            if first is not record:
                findings.append(_duplicate(record, first))
    project = Project(
        documents=tuple(documents),
        schemas=schemas,
        settings=_settings(documents, as_of),
        records={kind: found for kind, found in together.items() if found},
        by_id=by_id,
    )
    findings.extend(_unresolved(project))
    return project, findings


def _lines(document: Document, table: "Table", schemas: SchemaSet) -> Lines:
    lists = schemas.registers[document.register].lists
    return Lines(document, next(entry for entry in lists if entry.key == table.key), table)


def _lists(document: Document, schemas: SchemaSet) -> Iterator[tuple[RecordList, Seq | Map]]:
    """The lists of records in a document; a document that is one record yields its mapping."""
    entries: Sequence[RecordList]
    if document.register == PROJECT:
        entries = [entry for entry in schemas.kinds.values() if entry.key or entry.kind == PROJECT]
    else:
        entries = schemas.registers[document.register].lists
    for entry in entries:
        value = document.data.get(entry.key) if entry.key else document.data
        if isinstance(value, Map if entry.single else Seq) and value:
            yield entry, value


def _collect(document: Document, entry: RecordList, items: Seq | Map, found: list[Record]) -> None:
    """Add the records of a list.

    One without the id that it needs has its finding, and takes no part in anything else until it has one:
    what is computed goes by ids.
    """
    required = entry.schema.get("required")
    named = isinstance(required, list) and "id" in required
    if isinstance(items, Map):
        found.append(_record(document, entry, items, None))
        return
    stack: list[tuple[Map, Record | None]] = [
        (item, None) for item in reversed(items) if isinstance(item, Map)
    ]
    while stack:
        data, parent = stack.pop()
        record = _record(document, entry, data, parent)
        counts = bool(record.id) or not named
        if counts:
            found.append(record)
        inner = data.get(entry.key) if entry.nested else None
        if isinstance(inner, Seq):
            above = record if counts else parent
            stack.extend((item, above) for item in reversed(inner) if isinstance(item, Map))


def _record(document: Document, entry: RecordList, data: Map, parent: Record | None) -> Record:
    id_ = data.get("id")
    return Record(data, document, id_ if isinstance(id_, str) else "", entry, parent)


def _settings(documents: Sequence[Document], as_of: date | None) -> Settings:
    document = next((one for one in documents if one.register == PROJECT), None)
    if document is None:
        document = Document(f"{PROJECT}.yaml", PROJECT, "", Map(), broken=True)
    fields = Fields(document.data, document)
    written = fields.text("status_date")
    if finish_of(written) is None:
        written = fields.text("start") if finish_of(fields.text("start")) is not None else "1970-01-01"
    return Settings(document.data, document, as_of.isoformat() if as_of is not None else written)


def _duplicate(record: Record, first: Record) -> Diagnostic:
    note = Note(first.span("id"), f"first used here, by a {first.kind.replace('_', ' ')}")
    message = f"the id {record.id} is used twice"
    return rules.DUPLICATE_ID.at(record.span("id"), message, notes=(note,), record=record.id)


def _unresolved(project: Project) -> Iterator[Diagnostic]:
    unknown = {document.register for document in project.documents if document.broken}
    similar: dict[tuple[str, Kinds], str | None] = {}
    told: dict[str, int] = {}
    for reference in project.references():
        target = project.by_id.get(reference.id)
        if target is not None and (not reference.kinds or target.kind in reference.kinds):
            continue
        wanted = " or ".join(kind.replace("_", " ") for kind in reference.kinds) or "record"
        if reference.fields.document.table is not None:
            path = reference.fields.document.path
            told[path] = told.get(path, 0) + 1
            if told[path] > MAX_UNMATCHED:
                continue
        if target is not None:
            note = Note(target.span("id"), f"{target.id} is written here")
            message = f"{target.id} is a {target.kind.replace('_', ' ')}, and a {wanted} belongs here"
            yield rules.WRONG_KIND.at(reference.span, message, notes=(note,), record=reference.record)
        elif not _may_be_unread(reference.kinds, unknown, project.schemas):
            message = f"no {wanted} has the id {reference.id}"
            key = (reference.written, reference.kinds)
            if key not in similar:
                similar[key] = _similar(reference, project)
            remedy = f"Did you mean {similar[key]}?" if similar[key] else None
            yield rules.UNKNOWN_REFERENCE.at(reference.span, message, remedy=remedy, record=reference.record)
    for path, count in told.items():
        if count > MAX_UNMATCHED:
            message = f"{count:,} cells of {path} name no record of the project; {MAX_UNMATCHED} are listed"
            yield rules.UNKNOWN_REFERENCE.at(Span.of_file(path), message)


def _may_be_unread(kinds: tuple[str, ...], unknown: set[str], schemas: SchemaSet) -> bool:
    """Whether the id may stand in a file that could not be read, which has its own finding."""
    if not unknown:
        return False
    if PROJECT in unknown or not kinds:
        return True
    return any(schemas.kinds[kind].register in unknown for kind in kinds if kind in schemas.kinds)


def _similar(reference: Reference, project: Project) -> str | None:
    kinds = reference.kinds or tuple(project.records)
    ids = [record.id for kind in kinds for record in project.all(kind) if record.id]
    names = {record.title.lower(): record.id for kind in kinds for record in project.all(kind) if record.id}
    by_name = names.get(reference.written.lower())
    if by_name:
        return by_name
    close = get_close_matches(reference.id, ids, n=1, cutoff=0.6) if len(ids) <= 20_000 else []
    return close[0] if close else None
