"""Which files belong to a project, and their text: bounded, decoded, never from outside the project."""

from collections.abc import Iterator, Sequence

from milepost.diagnostics import Diagnostic, Span
from milepost.frozen import frozen
from milepost.source import rules
from milepost.source.folder import Entry, Folder, RefusedError, reason
from milepost.source.schemas import PROJECT, RegisterSchema, SchemaSet

MAX_BYTES = 16 * 1024 * 1024
"""Size of the largest file that is read."""

MAX_FILES = 10_000
"""Number of files of a project that are read."""

TABLE = "table"
"""The layout of a CSV file."""

_BOM = "\ufeff"
_SHEETS = (".csv", ".tsv", ".txt", ".xls", ".xlsx", ".ods")
_NOT_REGISTERS = frozenset({"mkdocs.yml", "mkdocs.yaml"})


@frozen
class SourceFile:
    """A file of the project that could be decoded.

    Attributes:
        path: Relative to the project folder, with forward slashes.
        register: Name of the register it belongs to, or "project".
        layout: "yaml", "documents", "markdown" or "table".
        text: What it holds; None when it could not be read.
        raw: For a table, whose encoding project.yaml may name, its bytes in place of the text.
    """

    path: str
    register: str
    layout: str
    text: str | None
    raw: bytes | None = None


def collect(folder: Folder, schemas: SchemaSet) -> tuple[list[SourceFile], list[Diagnostic]]:
    """Read the text of every file that belongs to a project, in order of path.

    Args:
        folder: The project folder, the one with project.yaml.
        schemas: The schemas in force; they name the registers.
    """
    found: list[SourceFile] = []
    findings: list[Diagnostic] = []
    if not folder.has(f"{PROJECT}.yaml"):
        findings.append(
            rules.NO_PROJECT_FILE.at(Span.of_file(f"{PROJECT}.yaml"), "the folder has no project.yaml")
        )
    for path, register, layout in _members(folder, schemas, findings):
        if len(found) >= MAX_FILES:
            findings.append(rules.TOO_MANY_FILES.at(Span.of_file(path), f"more than {MAX_FILES:,} files"))
            break
        raw = _raw(folder, path, findings)
        if layout == TABLE and raw is not None:
            found.append(SourceFile(path, register, layout, None, raw))
        else:
            text = None if raw is None else decoded(raw, path, findings)
            found.append(SourceFile(path, register, layout, text))
    return found, findings


def _members(
    folder: Folder, schemas: SchemaSet, findings: list[Diagnostic]
) -> Iterator[tuple[str, str, str]]:
    """Path, register and layout of the project's files; what looks like one and is none gets a finding."""
    for entry in _listing(folder, "", findings):
        name, dot, ending = entry.name.rpartition(".")
        if entry.name.startswith(".") or entry.name in _NOT_REGISTERS:
            continue
        register = schemas.registers.get(name if dot else ending)
        if dot and ending == "yaml" and name == PROJECT:
            yield entry.name, PROJECT, "yaml"
        elif dot and ending == "yaml" and register is not None and register.layout == "yaml":
            yield entry.name, register.name, "yaml"
        elif dot and ending in ("yaml", "yml"):
            findings.append(_unknown(entry.name, schemas))
        elif register is not None and register.tables and f".{ending}".lower() in _SHEETS:
            remedy = f"Move it into the folder {name}/, as CSV."
            findings.append(
                rules.UNKNOWN_FILE.at(Span.of_file(entry.name), f"{entry.name} is not read", remedy=remedy)
            )
        elif not dot and register is not None:
            yield from _folder(folder, register, entry, findings)


def _folder(
    folder: Folder, register: RegisterSchema, top: Entry, findings: list[Diagnostic]
) -> Iterator[tuple[str, str, str]]:
    pending = [(top.name, top)]
    while pending:
        inner, itself = pending.pop()
        if itself.is_symlink():
            findings.append(rules.OUTSIDE_PROJECT.at(Span.of_file(inner), "the folder is a symbolic link"))
            continue
        for entry in _listing(folder, inner, findings):
            path = f"{inner}/{entry.name}"
            if entry.name.startswith("."):
                continue
            if entry.is_dir() and not entry.name.endswith((".yaml", ".md", ".csv")):
                pending.append((path, entry))
            elif (layout := _layout(register, entry.name)) is not None:
                yield path, register.name, layout
            elif entry.name.lower().endswith((".yml", ".yaml", *_SHEETS)):
                findings.append(_unread(path, register))


def _layout(register: RegisterSchema, name: str) -> str | None:
    """How a file in a register's folder is read; None when it is not."""
    if register.layout == "markdown":
        return "markdown" if name.endswith(".md") else None
    if register.tables and name.lower().endswith(".csv"):
        return TABLE
    return register.layout if name.endswith(".yaml") else None


def _unread(path: str, register: RegisterSchema) -> Diagnostic:
    endings = {"markdown": ".md"}.get(register.layout, ".yaml or .csv" if register.tables else ".yaml")
    message = f"{path} is not read: the files of {path.partition('/')[0]}/ end in {endings}"
    sheet = register.tables and path.lower().endswith(_SHEETS)
    return rules.UNKNOWN_FILE.at(
        Span.of_file(path), message, remedy="Save it as CSV." if sheet else "Rename it."
    )


def _listing(folder: Folder, path: str, findings: list[Diagnostic]) -> Sequence[Entry]:
    try:
        return folder.entries(path)
    except OSError as error:
        place = Span.of_file(path or f"{PROJECT}.yaml")
        findings.append(rules.UNREADABLE.at(place, f"the folder cannot be listed: {reason(error)}"))
        return []


def _unknown(name: str, schemas: SchemaSet) -> Diagnostic:
    stem = name.rpartition(".")[0]
    names = [register.name for register in schemas.registers.values()] + [PROJECT]
    if stem in names:
        folder = stem != PROJECT and schemas.registers[stem].layout != "yaml"
        ending = "/ (a folder of files)" if folder else ".yaml"
        return rules.UNKNOWN_FILE.at(
            Span.of_file(name), f"{name} is not read", remedy=f"Rename it to {stem}{ending}."
        )
    from difflib import get_close_matches

    close = get_close_matches(stem, names, n=1)
    remedy = f"Did you mean {close[0]}.yaml?" if close else None
    return rules.UNKNOWN_FILE.at(Span.of_file(name), f"no register is called {stem!r}", remedy=remedy)


def _raw(folder: Folder, path: str, findings: list[Diagnostic]) -> bytes | None:
    """The bytes of one file, or None and a finding."""
    try:
        return folder.content(path, MAX_BYTES)
    except RefusedError as refused:
        findings.append(refused.rule.at(Span.of_file(path), refused.message))
        return None


def decoded(raw: bytes, shown: str, findings: list[Diagnostic]) -> str | None:
    """The text of a file in UTF-8, without a byte order mark; None and a finding when it is not UTF-8.

    Args:
        raw: Its bytes.
        shown: Its path, for positions.
        findings: Grows by what is wrong.
    """
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode("utf-8")
        line = before.count("\n") + 1
        column = len(before) - (before.rfind("\n") + 1) + 1
        span = Span(shown, line, column, line, column + 1)
        told = "UTF-16" if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else f"byte 0x{raw[error.start]:02X}"
        findings.append(rules.WRONG_ENCODING.at(span, f"the file is not UTF-8 ({told} at this place)"))
        return None
    if text.startswith(_BOM):
        message = "the file begins with a byte order mark"
        findings.append(rules.BYTE_ORDER_MARK.at(Span.of_file(shown), message))
        return text[1:]
    return text
