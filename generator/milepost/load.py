"""From a project folder to a project: read its files, check their structure, join the records."""

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

from milepost.assembly import assemble
from milepost.diagnostics import Diagnostic
from milepost.frozen import frozen, replace
from milepost.project import Project
from milepost.resources import resource_dir
from milepost.source.data import Document
from milepost.source.documents import Known, read_documents
from milepost.source.evidence import read_evidence
from milepost.source.folder import DiskFolder, Folder, RefusedError
from milepost.source.known_valid import KnownValid
from milepost.source.schemas import MAX_BYTES, OWN, SchemaSet, load, names_of_own
from milepost.source.user_cache import NoStore, Store
from milepost.source.validate import SchemaCheck


@frozen
class Loaded:
    """A project folder that was read.

    Attributes:
        root: The project folder.
        project: What it says.
        findings: What is wrong with files, structure, ids and references, in no order.
    """

    root: Path
    project: Project
    findings: tuple[Diagnostic, ...]


class Memory:
    """What was made of files in this run, so that of many states of a project what is the same is read once.

    Attributes:
        known: Files that were read.
    """

    __slots__ = ("_checks", "_structure", "known")

    def __init__(self) -> None:
        self.known: Known = {}
        self._checks: dict[tuple[tuple[str, bytes], ...], tuple[SchemaCheck, list[Diagnostic]]] = {}
        self._structure: dict[tuple[int, int], tuple[Document, list[Diagnostic]]] = {}

    def schemas(self, folder: Folder) -> tuple[SchemaCheck, list[Diagnostic]]:
        """A check against the schemas in force in a folder, and what is wrong with those of its own."""
        own = tuple((name, _bytes(folder, f"{OWN}/{name}")) for name in names_of_own(folder))
        if own not in self._checks:
            schemas, findings = load(resource_dir("schema"), folder)
            self._checks[own] = (SchemaCheck(schemas), findings)
        check, findings = self._checks[own]
        return check, list(findings)

    def structure(self, check: SchemaCheck, document: Document) -> list[Diagnostic]:
        """What is wrong with the structure of a document."""
        key = (id(check), id(document))
        if key not in self._structure:
            self._structure[key] = (document, check.check(document))
        return self._structure[key][1]


def load_project(root: Path, as_of: date | None = None, store: Store | None = None) -> Loaded:
    """Read a project folder on disk.

    Args:
        root: The folder with project.yaml.
        as_of: Stands for the status date that project.yaml says.
        store: Where readings of files are kept between runs; None keeps none.
    """
    return Loaded(root, *load_folder(DiskFolder(root), as_of, store))


def load_folder(
    folder: Folder, as_of: date | None = None, store: Store | None = None, memory: Memory | None = None
) -> tuple[Project, tuple[Diagnostic, ...]]:
    """Read a project from wherever its files are.

    Args:
        folder: The project's folder, with project.yaml.
        as_of: Stands for the status date that project.yaml says.
        store: Where readings of files are kept between runs; None keeps none.
        memory: What was read before in this run; None for a single reading.

    Returns:
        The project, and what is wrong with files, structure, ids and references, in no order.
    """
    if memory is None:
        schemas, findings = load(resource_dir("schema"), folder)
        check = SchemaCheck(schemas)
    else:
        check, findings = memory.schemas(folder)
    documents, wrong = read_documents(folder, check.schemas, store, None if memory is None else memory.known)
    findings += wrong
    if memory is not None and store is None:
        for document in documents:
            findings += memory.structure(check, document)
    else:
        judge = check.check if memory is None else partial(memory.structure, check)
        known = KnownValid(store or NoStore(), folder.place(""), check.schemas)
        findings += _structure(judge, documents, known)
    project, wrong = assemble(documents, check.schemas, as_of)
    named = evidence_named(project)
    if named:
        project = replace(project, evidence=read_evidence(folder, named))
    return project, tuple(findings + wrong)


def _structure(
    judge: Callable[[Document], list[Diagnostic]], documents: list[Document], known: KnownValid
) -> list[Diagnostic]:
    """What is wrong with the structure of documents, looking only at those not known to be right."""
    findings: list[Diagnostic] = []
    for document in documents:
        if not known.has(document):
            wrong = judge(document)
            findings += wrong
            if not wrong:
                known.learn(document)
    known.keep()
    return findings


def evidence_named(project: Project) -> list[tuple[str, str]]:
    """Path and format of the result files that metrics and reviews name."""
    parts = [part for one in project.all("metric") if (part := one.part("source_file")) is not None]
    parts += [part for one in project.all("review") for part in one.parts("evidence_files")]
    named = [(part.text("path"), part.text("format")) for part in parts]
    return [(path, form) for path, form in named if path and form]


def load_schemas(root: Path | None = None) -> tuple[SchemaSet, list[Diagnostic]]:
    """The schemas of the package and, beside a project.yaml, those in the project's own folder `schema`."""
    return load(resource_dir("schema"), None if root is None else DiskFolder(root))


def _bytes(folder: Folder, path: str) -> bytes:
    try:
        return folder.content(path, MAX_BYTES)
    except RefusedError:
        return b""
