"""Which files belong to a project, and their text: bounded, decoded, never from outside the project."""

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from milepost.diagnostics import Diagnostic, Span
from milepost.source import rules
from milepost.source.schemas import PROJECT, RegisterSchema, SchemaSet

MAX_BYTES = 16 * 1024 * 1024
"""Size of the largest file that is read."""

MAX_FILES = 10_000
"""Number of files of a project that are read."""

_BOM = "\ufeff"
_NOT_REGISTERS = frozenset({"mkdocs.yml", "mkdocs.yaml"})


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file of the project that could be decoded.

    Attributes:
        path: Relative to the project folder, with forward slashes.
        register: Name of the register it belongs to, or "project".
        layout: "yaml", "documents" or "markdown".
        text: What it holds; None when it could not be read.
    """

    path: str
    register: str
    layout: str
    text: str | None


def collect(root: Path, schemas: SchemaSet) -> tuple[list[SourceFile], list[Diagnostic]]:
    """Read the text of every file that belongs to a project, in order of path.

    Args:
        root: The project folder, the one with project.yaml.
        schemas: The schemas in force; they name the registers.
    """
    found: list[SourceFile] = []
    findings: list[Diagnostic] = []
    inside = root.resolve()
    if not (root / f"{PROJECT}.yaml").exists():
        findings.append(
            rules.NO_PROJECT_FILE.at(Span.of_file(f"{PROJECT}.yaml"), "the folder has no project.yaml")
        )
    for path, register, layout in _members(root, schemas, findings):
        if len(found) >= MAX_FILES:
            findings.append(rules.TOO_MANY_FILES.at(Span.of_file(path), f"more than {MAX_FILES:,} files"))
            break
        text = _text(root / path, path, inside, findings)
        found.append(SourceFile(path, register, layout, text))
    return found, findings


def _members(root: Path, schemas: SchemaSet, findings: list[Diagnostic]) -> Iterator[tuple[str, str, str]]:
    """Path, register and layout of the project's files; what looks like one and is none gets a finding."""
    for entry in _listing(root, "", findings):
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
        elif not dot and register is not None:
            yield from _folder(root, register, entry.name, findings)


def _folder(
    root: Path, register: RegisterSchema, folder: str, findings: list[Diagnostic]
) -> Iterator[tuple[str, str, str]]:
    pending = [folder]
    while pending:
        inner = pending.pop()
        if (root / inner).is_symlink():
            findings.append(rules.OUTSIDE_PROJECT.at(Span.of_file(inner), "the folder is a symbolic link"))
            continue
        for entry in _listing(root / inner, inner, findings):
            path = f"{inner}/{entry.name}"
            if entry.name.startswith("."):
                continue
            if entry.is_dir() and not entry.name.endswith((".yaml", ".md", ".csv")):
                pending.append(path)
            elif register.layout == "markdown" and entry.name.endswith(".md"):
                yield path, register.name, "markdown"
            elif register.layout != "markdown" and entry.name.endswith(".yaml"):
                yield path, register.name, register.layout
            elif entry.name.endswith((".yml", ".yaml", ".csv")):
                ending = ".md" if register.layout == "markdown" else ".yaml"
                message = f"{path} is not read: the files of {folder}/ end in {ending}"
                findings.append(rules.UNKNOWN_FILE.at(Span.of_file(path), message, remedy="Rename it."))


def _listing(folder: Path, shown: str, findings: list[Diagnostic]) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            return sorted(entries, key=lambda entry: entry.name)
    except OSError as error:
        place = Span.of_file(shown or f"{PROJECT}.yaml")
        findings.append(rules.UNREADABLE.at(place, f"the folder cannot be listed: {_reason(error)}"))
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
    close = get_close_matches(stem, names, n=1)
    remedy = f"Did you mean {close[0]}.yaml?" if close else None
    return rules.UNKNOWN_FILE.at(Span.of_file(name), f"no register is called {stem!r}", remedy=remedy)


def _text(path: Path, shown: str, inside: Path, findings: list[Diagnostic]) -> str | None:
    """The decoded text of one file, or None and a finding."""
    place = Span.of_file(shown)
    try:
        if path.is_symlink() and not path.resolve().is_relative_to(inside):
            findings.append(rules.OUTSIDE_PROJECT.at(place, "the link leads out of the project folder"))
            return None
        state = path.stat()
        if not stat.S_ISREG(state.st_mode):
            findings.append(rules.NOT_A_FILE.at(place, f"{shown} is not a file"))
            return None
        if state.st_size > MAX_BYTES:
            message = f"{state.st_size:,} bytes are more than {MAX_BYTES:,}"
            findings.append(rules.TOO_LARGE.at(place, message))
            return None
        with path.open("rb") as stream:
            raw = stream.read(MAX_BYTES + 1)
    except (OSError, RuntimeError) as error:  # RuntimeError: a loop of symbolic links
        findings.append(rules.UNREADABLE.at(place, f"the file cannot be read: {_reason(error)}"))
        return None
    return _decoded(raw, shown, findings)


def _decoded(raw: bytes, shown: str, findings: list[Diagnostic]) -> str | None:
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


def _reason(error: OSError | RuntimeError) -> str:
    return (error.strerror or str(error)) if isinstance(error, OSError) else "a loop of symbolic links"
