"""The rules of scope that moves without an approved change."""

from milepost.diagnostics import Rule, Severity

_PROJECT = """\
milepost: 1
id: P-1
name: Catalogue migration
manager: mara
start: 2026-01-05
target_finish: 2026-03-31
status_date: 2026-02-06
calendar: std
currency: EUR
baseline: {name: B1}
"""
_REQUIREMENT = """\
requirements:
  - id: REQ-1
    title: Search by number
    statement: {statement}
    source: mara
    fit_criterion: Found within a second.
    tests: [{{name: Search by number}}]
    tasks: [T-3]
    status: approved
"""
_NEW = "The system shall find a record by its number or its title."


def _files(scope: str, *, baseline: str = "", **files: str) -> dict[str, str]:
    frozen = f"id: B1\nname: Approved plan\ncreated: 2026-01-12\ntasks: {{}}\nscope: {{{scope}}}\n"
    written = {f"{name}.yaml": text for name, text in files.items()}
    return {"project.yaml": baseline or _PROJECT, "baselines/B1.yaml": frozen, **written}


def _change(status: str, links: str) -> str:
    return (
        "changes:\n  - id: CR-1\n    title: Newspapers too\n    decided: 2026-02-03\n    decided_by: mara\n"
        f"    links: {{{links}}}\n    status: {status}\n"
    )


_NEWSPAPERS = """\
deliverables:
  - {id: DL-1, title: Searchable catalogue, owner: raj}
  - id: DL-2  # <-- scope/added-without-change
    title: Searchable newspapers
    owner: raj
"""

ADDED_WITHOUT_CHANGE = Rule(
    "scope/added-without-change",
    Severity.ERROR,
    "Something is in scope that is not in the baseline, and no approved change brought it in.",
    "This is how scope creeps: an entry here and there, each small, and none of them paid for or planned.",
    "Name the approved change under `change`, leave it `proposed` until there is one, or take it out again.",
    _files("deliverables: [DL-1]", deliverables=_NEWSPAPERS),
    _files(
        "deliverables: [DL-1]",
        deliverables=_NEWSPAPERS.replace("  # <-- scope/added-without-change", "\n    change: CR-1"),
        changes=_change("approved", "tasks: [T-3]"),
    ),
)
DROPPED_WITHOUT_CHANGE = Rule(
    "scope/dropped-without-change",
    Severity.WARNING,
    "Something that the baseline has in scope has gone, and no approved change says so.",
    "What was promised leaves the scope by a decision of who was promised it, not by an edit.",
    "Name it in the `links` of an approved change, or bring it back.",
    _files(
        "deliverables: [DL-1, DL-2]",
        baseline=_PROJECT.replace("{name: B1}", "{name: B1}  # <-- scope/dropped-without-change"),
        deliverables="deliverables:\n  - {id: DL-1, title: Searchable catalogue, owner: raj}\n",
    ),
    _files(
        "deliverables: [DL-1, DL-2]",
        deliverables="deliverables:\n  - {id: DL-1, title: Searchable catalogue, owner: raj}\n"
        "  - {id: DL-2, title: Searchable newspapers, owner: raj, status: cancelled, change: CR-1}\n",
        changes=_change("approved", "tasks: [T-3]"),
    ),
)
REWORDED_WITHOUT_CHANGE = Rule(
    "scope/reworded-without-change",
    Severity.WARNING,
    "The words of a requirement, deliverable or scope item are not those of the baseline, and no approved change says so.",
    "A word more in a requirement can be a month more of work; whoever approved it approved other words.",
    "Name it in the `links` of a change that was approved after the baseline, or take the old words back.",
    _files(
        "requirements: [REQ-1], fingerprints: {REQ-1: dc6bc3f99b9a}",
        requirements=_REQUIREMENT.format(statement=f"{_NEW}  # <-- scope/reworded-without-change"),
    ),
    _files(
        "requirements: [REQ-1], fingerprints: {REQ-1: dc6bc3f99b9a}",
        requirements=_REQUIREMENT.format(statement=_NEW),
        changes=_change("approved", "tasks: [T-3], requirements: [REQ-1]"),
    ),
)

RULES = (ADDED_WITHOUT_CHANGE, DROPPED_WITHOUT_CHANGE, REWORDED_WITHOUT_CHANGE)
