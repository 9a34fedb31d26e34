"""A change to one file of a project: what the project would be with it, and writing it."""

import os
from bisect import insort
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from milepost.assembly import assemble
from milepost.checking import Checked, conclude
from milepost.checks import check_records
from milepost.diagnostics import Diagnostic, Severity
from milepost.exchange.editing.atomic import create_file, replace_file
from milepost.exchange.editing.edits import Edit, EditError, edited
from milepost.frozen import frozen
from milepost.report import compute
from milepost.schedule.holiday_store import holiday_store
from milepost.schedule.holidays import Holidays, UnknownPlace, holidays_for
from milepost.source.data import Document
from milepost.source.documents import read_documents
from milepost.source.folder import DiskFolder
from milepost.source.reader import read
from milepost.source.user_cache import store_in
from milepost.source.validate import SchemaCheck

_UNREADABLE = "source"


@frozen
class Proposal:
    """A file as it would be.

    Attributes:
        path: The file, relative to the project folder.
        register: The register it belongs to.
        before: What it holds; None when there is no such file yet.
        after: What it would hold.
    """

    path: str
    register: str
    before: str | None
    after: str


@frozen
class Prospect:
    """The project as it would be with a proposal.

    Attributes:
        checked: All of it.
        new: What would be found that is not found today, in file order.
    """

    checked: Checked
    new: tuple[Diagnostic, ...]

    @property
    def refused(self) -> tuple[Diagnostic, ...]:
        """The new errors, for which the proposal is not to be written."""
        return tuple(one for one in self.new if one.severity is Severity.ERROR)


class UnreadableFileError(EditError):
    """The file has to be put in order by hand first; the findings say why."""

    def __init__(self, path: str, findings: tuple[Diagnostic, ...]) -> None:
        super().__init__(f"{path} cannot be edited: {findings[0].message}")
        self.findings = findings


def propose(checked: Checked, path: str, register: str, edits: tuple[Edit, ...]) -> Proposal:
    """Edits of a file of a project, new or not.

    Raises:
        UnreadableFileError: The file as it is could not be read without a finding about its text.
        EditError: An edit cannot be made to its text, or it is no YAML.
    """
    if not path.endswith(".yaml"):
        raise EditError(f"{path} is no YAML file and has to be edited by hand")
    document = next((one for one in checked.project.documents if one.path == path), None)
    if document is None:
        return Proposal(path, register, None, edited(path, "", edits))
    wrong = tuple(one for one in checked.verdict.findings if _about_text(one, path))
    if wrong:
        raise UnreadableFileError(path, wrong)
    return Proposal(path, register, document.text, edited(path, document.text, edits))


def _about_text(finding: Diagnostic, path: str) -> bool:
    return (
        finding.span is not None
        and finding.span.file == path
        and finding.rule.partition("/")[0] == _UNREADABLE
    )


def prospect(checked: Checked, proposal: Proposal) -> Prospect:
    """Check and compute the project as it would be; nothing is written.

    Args:
        checked: The project as it is.
        proposal: The change.
    """
    after = _check(checked, proposal)
    return Prospect(after, _new(checked.verdict.findings, after.verdict.findings))


def write(root: Path, proposal: Proposal) -> None:
    """Write a proposal, whole or not at all.

    Raises:
        ChangedMeanwhileError: Somebody else has written the file since it was read.
        OSError: The file cannot be written; it is as it was.
    """
    if proposal.before is None:
        create_file(root / proposal.path, proposal.after)
    else:
        replace_file(root / proposal.path, proposal.before, proposal.after)


def _new(before: tuple[Diagnostic, ...], after: tuple[Diagnostic, ...]) -> tuple[Diagnostic, ...]:
    """Findings that were not there; one is the same though its line has moved or its figures have changed."""
    known = Counter(_words(one) for one in before)
    unknown = [one for one in after if not _taken(known, _words(one))]
    left = Counter(_subject(one) for one in before if _taken(known, _words(one)))
    return tuple(one for one in unknown if not _taken(left, _subject(one)))


def _taken(counted: "Counter[tuple[str, ...]]", key: tuple[str, ...]) -> bool:
    """Take one of a key away, if there is one."""
    if not counted[key]:
        return False
    counted[key] -= 1
    return True


def _subject(finding: Diagnostic) -> tuple[str, ...]:
    return finding.rule, finding.record or "", finding.span.file if finding.span is not None else ""


def _words(finding: Diagnostic) -> tuple[str, ...]:
    return (*_subject(finding), finding.message)


def _check(checked: Checked, proposal: Proposal) -> Checked:
    root, schemas = checked.root, checked.project.schemas
    documents, findings = read_documents(DiskFolder(root), schemas, store_in(os.environ, "files"))
    findings = [one for one in findings if not _about_text(one, proposal.path)]
    reading = read(proposal.path, proposal.after)
    changed = Document(
        proposal.path, proposal.register, proposal.after, reading.data, broken=not reading.whole
    )
    findings += reading.findings
    if proposal.before is None:
        insort(documents, changed, key=lambda one: one.path)
    else:
        documents = [changed if one.path == proposal.path else one for one in documents]
    check = SchemaCheck(schemas)
    for document in documents:
        findings += check.check(document)
    project, wrong = assemble(documents, schemas)
    report, computed = compute(project, _holidays)
    return conclude(root, report, [*findings, *wrong, *check_records(project), *computed])


def _holidays(country: str, subdivision: str | None, years: Iterable[int]) -> Holidays | UnknownPlace:
    return holidays_for(country, subdivision, years, holiday_store(os.environ))
