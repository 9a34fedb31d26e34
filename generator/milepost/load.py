"""From a project folder to a project: read its files, check their structure, join the records."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from milepost.diagnostics import Diagnostic
from milepost.project import Project, assemble
from milepost.resources import resource_dir
from milepost.source.documents import read_documents
from milepost.source.schemas import SchemaSet, load
from milepost.source.user_cache import Store
from milepost.source.validate import SchemaCheck


@dataclass(frozen=True, slots=True)
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


def load_project(root: Path, as_of: date | None = None, store: Store | None = None) -> Loaded:
    """Read a project folder.

    Args:
        root: The folder with project.yaml.
        as_of: Stands for the status date that project.yaml says.
        store: Where readings of files are kept between runs; None keeps none.
    """
    schemas, findings = load_schemas(root)
    documents, wrong = read_documents(root, schemas, store)
    findings += wrong
    check = SchemaCheck(schemas)
    for document in documents:
        findings += check.check(document)
    project, wrong = assemble(documents, schemas, as_of)
    return Loaded(root, project, tuple(findings + wrong))


def load_schemas(root: Path | None = None) -> tuple[SchemaSet, list[Diagnostic]]:
    """The schemas of the package and, beside a project.yaml, those in the project's own folder `schema`."""
    own = root / "schema" if root is not None and (root / "schema").is_dir() else None
    return load(resource_dir("schema"), own)
