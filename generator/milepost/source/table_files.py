"""The CSV files of a project: which format each has, and its text in the encoding of that format."""

import re
from collections.abc import Iterable

from milepost.diagnostics import Diagnostic, Note, Span
from milepost.source import rules as source_rules
from milepost.source import table_rules as rules
from milepost.source.data import Document, Map
from milepost.source.fields import Fields
from milepost.source.files import SourceFile, decoded
from milepost.source.schemas import RegisterSchema, SchemaSet
from milepost.source.table_format import ENCODINGS, OWN, UTF_8, TableFormat, formats_for, mapped_formats
from milepost.source.tables import read_table

_CONTROL = bytes({*range(32), 127} - set(b"\t\n\r"))
_LATIN_UTF_8 = re.compile(rb"[\xc2-\xc5][\x80-\xbf]|\xe2\x82\xac|\xe2\x80[\x90-\xaf]")
"""Letters, signs and dashes of European languages in UTF-8; in one-byte encodings such pairs do not occur."""


def read_tables(
    files: Iterable[SourceFile], settings: Fields | None, schemas: SchemaSet
) -> tuple[list[Document], list[Diagnostic]]:
    """Read CSV files.

    Args:
        files: The files, undecoded.
        settings: project.yaml, for its mappings.
        schemas: The schemas in force.
    """
    formats = () if settings is None else tuple(mapped_formats(settings))
    documents: list[Document] = []
    findings: list[Diagnostic] = []
    for file in files:
        register = schemas.registers[file.register]
        fitting = formats_for(formats, file.path.partition("/")[2])
        if len(fitting) > 1:
            notes = tuple(Note(one.written.span("files"), "for it") for one in fitting if one.written)
            message = f"{len(fitting)} mappings are for this file"
            findings.append(rules.OVERLAPPING_MAPPINGS.at(Span.of_file(file.path), message, notes=notes))
            documents.append(Document(file.path, file.register, "", Map(), broken=True))
            continue
        document, wrong = read_raw(
            file.path, file.raw or b"", register, schemas, fitting[0] if fitting else OWN
        )
        documents.append(document)
        findings.extend(wrong)
    return documents, findings


def read_raw(
    path: str, raw: bytes, register: RegisterSchema, schemas: SchemaSet, written: TableFormat
) -> tuple[Document, list[Diagnostic]]:
    """Read the bytes of one CSV file; see `read_table`."""
    findings: list[Diagnostic] = []
    text = _text(raw, path, written, findings)
    if text is None:
        return Document(path, register.name, "", Map(), broken=True), findings
    if len(raw.translate(None, _CONTROL)) != len(raw) and written.encoding != "utf-16":
        at = next(index for index, character in enumerate(text) if character.encode() in _CONTROL_CHARACTERS)
        blank = Document(path, register.name, text, Map(), broken=True)
        message = f"the control character U+{ord(text[at]):04X} is not text"
        return blank, [*findings, source_rules.CONTROL_CHARACTER.at(blank.span(at, at + 1), message)]
    document, wrong = read_table(path, text, register, schemas, written)
    return document, [*findings, *wrong]


_CONTROL_CHARACTERS = frozenset(bytes([code]) for code in _CONTROL)


def _text(raw: bytes, path: str, written: TableFormat, findings: list[Diagnostic]) -> str | None:
    if written.encoding == UTF_8:
        text = decoded(raw, path, findings)
        if text is None and findings[-1].rule == source_rules.WRONG_ENCODING.name:
            findings[-1] = source_rules.WRONG_ENCODING.at(
                findings[-1].span,
                findings[-1].message,
                remedy="Save the file as UTF-8, or name its encoding in its mapping in project.yaml "
                "(`encoding: windows-1252`); a file that has both is mixed and must be repaired.",
            )
        return text
    try:
        text = raw.decode(ENCODINGS.get(written.encoding, UTF_8))
    except UnicodeDecodeError as error:
        span = _place(raw[: error.start], written, path)
        message = f"byte 0x{raw[error.start]:02X} is no character in {written.encoding}"
        findings.append(source_rules.WRONG_ENCODING.at(span, message))
        return None
    foreign = None if written.encoding == "utf-16" else _LATIN_UTF_8.search(raw)
    if foreign is not None:
        span = _place(raw[: foreign.start()], written, path)
        message = f"{foreign[0].decode()!r} is written in UTF-8, and the mapping says {written.encoding}"
        findings.append(rules.MIXED_ENCODINGS.at(span, message))
    return text


def _place(before: bytes, written: TableFormat, path: str) -> Span:
    text = before.decode(ENCODINGS.get(written.encoding, UTF_8), errors="replace")
    line = text.count("\n") + 1
    column = len(text) - text.rfind("\n")
    return Span(path, line, column, line, column + 1)
