"""What is in scope against what a baseline froze: what came, went or was reworded, and by which change."""

from collections.abc import Iterable, Mapping

from milepost.project import Project, Record
from milepost.scope.links import OUT_OF_SCOPE, in_scope
from milepost.source.data import Map
from milepost.source.fields import Fields
from milepost.states import status

KEYS = {"deliverable": "deliverables", "requirement": "requirements", "scope_item": "in_scope"}
"""Per kind the key of its ids in a baseline."""
APPROVED = frozenset({"approved", "implemented"})
"""Statuses of changes that may move the scope."""
_WORDS = {
    "deliverable": ("title", "description"),
    "requirement": ("title", "statement", "fit_criterion"),
    "scope_item": ("title", "description"),
}


def frozen_ids(baseline: Record) -> dict[str, tuple[str, ...]]:
    """The ids that a baseline froze, by kind; without the kinds it says nothing about."""
    scope = baseline.part("scope") or Fields(Map(), baseline.document)
    return {kind: scope.texts(key) for kind, key in KEYS.items() if scope.has(key)}


def frozen_words(baseline: Record) -> Mapping[str, str]:
    """The fingerprints that a baseline froze, by id."""
    scope = baseline.part("scope")
    found = None if scope is None else scope.part("fingerprints")
    return {} if found is None else {name: found.text(name) for name in found.data}


def current_ids(project: Project, kinds: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """The ids in scope now, by kind."""
    return {kind: tuple(record.id for record in in_scope(project, kind)) for kind in kinds}


def fingerprint(record: Record) -> str:
    """Twelve characters that change when the words of an entry do; its layout does not count.

    Of deliverables the acceptance criteria belong to the words.
    """
    import hashlib

    words = [record.text(key) for key in _WORDS[record.kind]]
    words += [criterion.text("text") for criterion in record.parts("acceptance_criteria")]
    text = "\n".join(" ".join(one.split()) for one in words)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def fingerprints(project: Project) -> dict[str, str]:
    """The fingerprints of what is in scope now, by id."""
    return {record.id: fingerprint(record) for kind in KEYS for record in in_scope(project, kind)}


def reworded(project: Project, words: Mapping[str, str]) -> list[Record]:
    """Entries in scope whose words are not those of the fingerprints."""
    found = []
    for kind in KEYS if words else ():
        for record in in_scope(project, kind):
            frozen = words.get(record.id)
            if frozen and frozen != fingerprint(record):
                found.append(record)
    return found


def approvals(project: Project) -> dict[str, list[Record]]:
    """Id to the approved changes that brought the entry in, took it out or touch it, from both ends."""
    found: dict[str, list[Record]] = {}
    approved = {one.id: one for one in project.all("change") if status(one) in APPROVED}
    for kind in (*OUT_OF_SCOPE, "exclusion"):
        for record in project.all(kind):
            for key in ("change", "removed_by"):
                change = approved.get(record.text(key))
                if change is not None:
                    _add(found, record.id, change)
    for change in approved.values():
        for name in touched(change):
            _add(found, name, change)
    return found


def touched(change: Record) -> list[str]:
    """Ids of the entries of the scope that a change says it touches."""
    links = change.part("links")
    keys = ("deliverables", "requirements", "records")
    return [] if links is None else [name for key in keys for name in links.texts(key)]


def _add(found: dict[str, list[Record]], name: str, change: Record) -> None:
    changes = found.setdefault(name, [])
    if change not in changes:
        changes.append(change)
