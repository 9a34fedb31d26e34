"""The rules of deliverables, requirements and scope."""

from milepost.diagnostics import Rule, Severity
from milepost.scope import frozen_rules, trace_rules

_ERROR = Severity.ERROR
_WARNING = Severity.WARNING
_NOTE = "evidence: [evidence/acceptance-DL-1.pdf]"
_CRITERION = "acceptance_criteria: [{text: All records are found by their number., met: true}]"


def _record(register: str, *lines: str) -> dict[str, str]:
    return {f"{register}.yaml": f"{register}:\n  - " + "\n    ".join(lines) + "\n"}


def _deliverable(*lines: str) -> dict[str, str]:
    return _record("deliverables", "id: DL-1", "title: Searchable catalogue", "owner: raj", *lines)


def _requirement(*lines: str) -> dict[str, str]:
    return _record("requirements", "id: REQ-1", "title: Search by number", *lines)


_ACCEPTED = ("acceptor: mara", _CRITERION, "accepted: 2026-02-03", "accepted_by: mara", _NOTE)

ACCEPTED_WITHOUT_DATE = Rule(
    "scope/accepted-without-date",
    _ERROR,
    "A deliverable is accepted and has no date of acceptance.",
    "Payment, warranty and hand-over begin on that day.",
    "Add `accepted: 2026-02-03`.",
    _deliverable(
        "acceptor: mara",
        _CRITERION,
        "accepted_by: mara",
        _NOTE,
        "status: accepted  # <-- scope/accepted-without-date",
    ),
    _deliverable(*_ACCEPTED, "status: accepted"),
)
ACCEPTED_WITHOUT_ACCEPTOR = Rule(
    "scope/accepted-without-acceptor",
    _ERROR,
    "A deliverable is accepted and nothing says by whom.",
    "An acceptance that nobody gave can be denied by everybody.",
    "Add `accepted_by`.",
    _deliverable(
        "acceptor: mara",
        _CRITERION,
        "accepted: 2026-02-03",
        _NOTE,
        "status: accepted  # <-- scope/accepted-without-acceptor",
    ),
    _deliverable(*_ACCEPTED, "status: accepted"),
)
ACCEPTED_WITHOUT_EVIDENCE = Rule(
    "scope/accepted-without-evidence",
    _ERROR,
    "A deliverable is accepted and there is no evidence of it.",
    "An auditor asks for the note of acceptance, not for the word.",
    "Add the note or the report under `evidence`, at the deliverable or at its last submission.",
    _deliverable(
        "acceptor: mara",
        _CRITERION,
        "accepted: 2026-02-03",
        "accepted_by: mara",
        "status: accepted  # <-- scope/accepted-without-evidence",
    ),
    _deliverable(*_ACCEPTED, "status: accepted"),
)
ACCEPTED_WITH_UNMET_CRITERION = Rule(
    "scope/accepted-with-unmet-criterion",
    _ERROR,
    "A deliverable is accepted although a mandatory acceptance criterion is not met.",
    "What was agreed as necessary is missing, and after acceptance nobody has to deliver it.",
    "Set `met: true` when it is, or `mandatory: false` by a decision, or take back the acceptance.",
    _deliverable(
        "acceptor: mara",
        "acceptance_criteria:",
        "  - text: All records are found by their number.  # <-- scope/accepted-with-unmet-criterion",
        "accepted: 2026-02-03",
        "accepted_by: mara",
        _NOTE,
        "status: accepted",
    ),
    _deliverable(*_ACCEPTED, "status: accepted"),
)
DELIVERABLE_WITHOUT_ACCEPTOR = Rule(
    "scope/deliverable-without-acceptor",
    _ERROR,
    "A deliverable has no acceptor, and it is submitted or the project is executing.",
    "Before work starts it must be clear who says that it is done (PM², Deliverables Acceptance Plan).",
    "Add `acceptor` with the id of a stakeholder or person.",
    _deliverable(_CRITERION, "status: submitted  # <-- scope/deliverable-without-acceptor"),
    _deliverable(_CRITERION, "acceptor: mara", "status: submitted"),
)
DELIVERABLE_WITHOUT_CRITERIA = Rule(
    "scope/deliverable-without-criteria",
    _ERROR,
    "A deliverable has no acceptance criterion, and it is submitted or the project is executing.",
    "Without a criterion the acceptance is a matter of taste.",
    "Add `acceptance_criteria`, or a criterion in quality.yaml that names the deliverable.",
    _deliverable("acceptor: mara", "status: submitted  # <-- scope/deliverable-without-criteria"),
    _deliverable("acceptor: mara", "status: submitted", _CRITERION),
)
REQUIREMENT_WITHOUT_SOURCE = Rule(
    "scope/requirement-without-source",
    _ERROR,
    "An approved requirement has no source.",
    "Nobody can be asked what was meant, and nobody misses it when it is dropped.",
    "Add `source` with the id of who asked for it.",
    _requirement(
        "fit_criterion: Found within a second.", "status: approved  # <-- scope/requirement-without-source"
    ),
    _requirement("fit_criterion: Found within a second.", "status: approved", "source: mara"),
)
REQUIREMENT_WITHOUT_FIT_CRITERION = Rule(
    "scope/requirement-without-fit-criterion",
    _ERROR,
    "An approved requirement has no fit criterion.",
    "A requirement that cannot be measured cannot be fulfilled.",
    "Add `fit_criterion`: the measurement that shows it is fulfilled.",
    _requirement("source: mara", "status: approved  # <-- scope/requirement-without-fit-criterion"),
    _requirement("source: mara", "status: approved", "fit_criterion: Found within a second."),
)
VERIFIED_WITHOUT_EVIDENCE = Rule(
    "scope/verified-without-evidence",
    _WARNING,
    "A requirement is verified and no passed test and no evidence shows it.",
    "Verified means that somebody has looked; where is what they saw?",
    "Add a test with `result: passed`, or `evidence`.",
    _requirement(
        "source: mara",
        "fit_criterion: Found within a second.",
        "tests: [{name: Search by number, result: failed}]",
        "status: verified  # <-- scope/verified-without-evidence",
    ),
    _requirement(
        "source: mara",
        "fit_criterion: Found within a second.",
        "tests: [{name: Search by number, result: passed}]",
        "status: verified",
    ),
)
REQUIREMENT_WITHOUT_TEST = Rule(
    "scope/requirement-without-test",
    _WARNING,
    "An approved requirement has no test.",
    "Nobody has thought about how it will be shown to be fulfilled (PM², Requirements Management Plan).",
    "Add `tests`, a criterion in quality.yaml that names it, or the `verification` by other means.",
    _requirement(
        "source: mara",
        "fit_criterion: Found within a second.",
        "status: approved  # <-- scope/requirement-without-test",
    ),
    _requirement(
        "source: mara",
        "fit_criterion: Found within a second.",
        "status: approved",
        "tests: [{name: Search by number}]",
    ),
)
REMOVED_WITHOUT_CHANGE = Rule(
    "scope/removed-without-change",
    _WARNING,
    "Something was removed from the scope and no change request says so.",
    "What was agreed with the sponsor leaves the scope by a decision, not by an edit.",
    "Name the change request under `removed_by`.",
    {
        "scope.yaml": "in_scope:\n  - id: SC-1\n    title: Old newspapers\n    status: removed  # <-- scope/removed-without-change\n"
    },
    {
        "scope.yaml": "in_scope:\n  - id: SC-1\n    title: Old newspapers\n    status: removed\n    removed_by: CR-1\n",
        "changes.yaml": "changes:\n  - {id: CR-1, title: Leave out the newspapers}\n",
    },
)

RULES = (
    ACCEPTED_WITHOUT_DATE,
    ACCEPTED_WITHOUT_ACCEPTOR,
    ACCEPTED_WITHOUT_EVIDENCE,
    ACCEPTED_WITH_UNMET_CRITERION,
    DELIVERABLE_WITHOUT_ACCEPTOR,
    DELIVERABLE_WITHOUT_CRITERIA,
    REQUIREMENT_WITHOUT_SOURCE,
    REQUIREMENT_WITHOUT_FIT_CRITERION,
    VERIFIED_WITHOUT_EVIDENCE,
    REQUIREMENT_WITHOUT_TEST,
    REMOVED_WITHOUT_CHANGE,
    *frozen_rules.RULES,
    *trace_rules.RULES,
)
