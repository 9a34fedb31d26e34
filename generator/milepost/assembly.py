"""Documents become a project: records are collected, and a reference finds its record or has a finding."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from milepost import project_rules as rules
from milepost.diagnostics import Diagnostic, Edit, Fix, Note, Span
from milepost.frozen import frozen
from milepost.project import Lines, Project, Record, Records, Settings, record_of
from milepost.references import Kinds, Reference
from milepost.source.data import Document, Map, Seq
from milepost.source.fields import Fields
from milepost.source.schemas import PROJECT, RecordList, SchemaSet
from milepost.source.units import finish_of

if TYPE_CHECKING:
    from milepost.source.table import Table

MAX_UNMATCHED = 500
"""Findings of one CSV file about records that are not there; further ones are counted, not listed."""


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
        found.append(record_of(document, entry, items, None))
        return
    stack: list[tuple[Map, Record | None]] = [
        (item, None) for item in reversed(items) if isinstance(item, Map)
    ]
    while stack:
        data, parent = stack.pop()
        record = record_of(document, entry, data, parent)
        counts = bool(record.id) or not named
        if counts:
            found.append(record)
        inner = data.get(entry.key) if entry.nested else None
        if isinstance(inner, Seq):
            above = record if counts else parent
            stack.extend((item, above) for item in reversed(inner) if isinstance(item, Map))


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
    similar: dict[tuple[str, Kinds], _Similar | None] = {}
    told: dict[str, int] = {}
    for reference in project.unresolved():
        target = project.by_id.get(reference.id)
        wanted = _listed([kind.replace("_", " ") for kind in reference.kinds]) or "record"
        if reference.fields.document.table is not None:
            path = reference.fields.document.path
            told[path] = told.get(path, 0) + 1
            if told[path] > MAX_UNMATCHED:
                continue
        if target is not None:
            note = Note(target.span("id"), f"{target.id} is written here")
            what = _with_article(target.kind.replace("_", " "))
            message = f"{target.id} is {what}, and {_with_article(wanted)} belongs here"
            yield rules.WRONG_KIND.at(reference.span, message, notes=(note,), record=reference.record)
        elif not _may_be_unread(reference.kinds, unknown, project.schemas):
            key = (reference.written, reference.kinds)
            if key not in similar:
                similar[key] = _similar(reference, project)
            found = similar[key]
            name = reference.written if found is not None and found.by_name else reference.id
            message = f"no {wanted} has the id {name}"
            remedy = None if found is None else f"Did you mean {found.id}?"
            fix = None if found is None else found.fix(reference)
            yield rules.UNKNOWN_REFERENCE.at(
                reference.span, message, remedy=remedy, fix=fix, record=reference.record
            )
    for path, count in told.items():
        if count > MAX_UNMATCHED:
            message = f"{count:,} cells of {path} name no record of the project; {MAX_UNMATCHED} are listed"
            yield rules.UNKNOWN_REFERENCE.at(Span.of_file(path), message)


def _with_article(noun: str) -> str:
    return f"an {noun}" if noun[:1] in "aeio" else f"a {noun}"


def _may_be_unread(kinds: tuple[str, ...], unknown: set[str], schemas: SchemaSet) -> bool:
    """Whether the id may stand in a file that could not be read, which has its own finding."""
    if not unknown:
        return False
    if PROJECT in unknown or not kinds:
        return True
    return any(schemas.kinds[kind].register in unknown for kind in kinds if kind in schemas.kinds)


def _listed(words: Sequence[str]) -> str:
    return " or ".join((", ".join(words[:-1]), words[-1])) if len(words) > 1 else "".join(words)


@frozen
class _Similar:
    """A record that may be meant.

    Attributes:
        id: Its id.
        by_name: Its name is written in place of its id.
        sure: Nobody else has that name.
    """

    id: str
    by_name: bool
    sure: bool

    def fix(self, reference: Reference) -> Fix:
        """The fix that writes its id in place of the name, or of the id that is not there."""
        right = self.id if self.by_name else reference.written.replace(reference.id, self.id, 1)
        return Fix(f"Write {right}", (Edit(reference.span, right),), safe=self.sure)


_BEYOND_ID = set(",+")
"""Signs of more than one id, or of a lag: the schema says what is wrong with such a text."""


def _similar(reference: Reference, project: Project) -> _Similar | None:
    from difflib import get_close_matches

    kinds = reference.kinds or tuple(project.records)
    records = [record for kind in kinds for record in project.all(kind) if record.id]
    written = reference.written.lower()
    named = [record for record in records if record.title.lower() == written]
    if named:
        return _Similar(named[0].id, by_name=True, sure=len(named) == 1)
    ids = [record.id for record in records]
    if len(ids) > 20_000 or set(reference.id) & _BEYOND_ID:
        return None
    close = get_close_matches(reference.id, ids, n=1, cutoff=0.6)
    return _Similar(close[0], by_name=False, sure=False) if close else None
