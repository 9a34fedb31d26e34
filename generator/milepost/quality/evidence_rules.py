"""The rules of result files that metrics and reviews name, and of work on quality that is not done."""

from milepost.diagnostics import Rule, Severity

_WARNING = Severity.WARNING
_JUNIT = '<testsuites><testsuite name="load"><testcase name="one"/><testcase name="two"/></testsuite></testsuites>\n'
_BOMB = (
    '<!DOCTYPE bomb [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>\n'
    "<testsuites><testsuite name='&b;'/></testsuites>\n"
)


def _metric(*lines: str) -> str:
    written = ("id: QM-1", "title: Passed tests", "target: 100", "unit: '%'", *lines)
    return "metrics:\n  - " + "\n    ".join(written) + "\n"


def _source(path: str, form: str, value: str, mark: str = "", at: str = "path") -> str:
    marks = {"path": "", "value": ""}
    marks[at] = f"  # <-- {mark}" if mark else ""
    return _metric(
        "source_file:",
        f"  path: {path}{marks['path']}",
        f"  format: {form}",
        f"  value: {value}{marks['value']}",
    )


_GOOD = {
    "quality.yaml": _source("evidence/junit.xml", "junit", "tests-passed-percent"),
    "evidence/junit.xml": _JUNIT,
}


def _deliverables(*lines: str) -> str:
    return (
        "deliverables:\n  - " + "\n    ".join(("id: DL-1", "title: Catalogue", "owner: raj", *lines)) + "\n"
    )


_REVIEW = "reviews:\n  - id: QR-1\n    title: Walk-through\n    owner: mara\n    planned: 2026-02-20\n"

EVIDENCE_MISSING = Rule(
    "quality/evidence-missing",
    _WARNING,
    "A result file that a metric or review names is not there.",
    "The value it should give is missing, and the last written one stands in its place.",
    "Have it written before the check, or correct the `path`, which is relative to project.yaml.",
    {
        "quality.yaml": _source(
            "evidence/junit.xml", "junit", "tests-passed-percent", "quality/evidence-missing"
        )
    },
    _GOOD,
)
EVIDENCE_UNREADABLE = Rule(
    "quality/evidence-unreadable",
    Severity.ERROR,
    "A result file cannot be read: no well-formed XML, another format, entities in it, or outside the project.",
    "A figure that nobody can read again proves nothing; a file with entities may be an attack.",
    "Write it again with the tool that tests or measures coverage, and name its `format`.",
    {
        "quality.yaml": _source(
            "evidence/junit.xml", "junit", "tests-passed-percent", "quality/evidence-unreadable"
        ),
        "evidence/junit.xml": _BOMB,
    },
    _GOOD,
)
EVIDENCE_WITHOUT_VALUE = Rule(
    "quality/evidence-without-value",
    Severity.ERROR,
    "A result file does not have the figure that is asked of it.",
    "Test results know nothing of coverage, and coverage knows nothing of tests.",
    "Ask for another `value`, or name the other file.",
    {
        "quality.yaml": _source(
            "evidence/junit.xml", "junit", "line-coverage-percent", "quality/evidence-without-value", "value"
        ),
        "evidence/junit.xml": _JUNIT,
    },
    _GOOD,
)
DELIVERABLE_WITHOUT_REVIEW = Rule(
    "quality/deliverable-without-review",
    _WARNING,
    "No review, test or audit is planned or done for a deliverable, although there are some for others.",
    "Its acceptor will be the first to look at it.",
    "Plan a review that names it under `deliverables`, or cancel the deliverable.",
    {
        "deliverables.yaml": _deliverables().replace(
            "- id: DL-1", "- id: DL-1  # <-- quality/deliverable-without-review"
        ),
        "quality.yaml": _REVIEW,
    },
    {"deliverables.yaml": _deliverables(), "quality.yaml": _REVIEW + "    deliverables: [DL-1]\n"},
)
METRIC_NOT_MEASURED = Rule(
    "quality/metric-not-measured",
    _WARNING,
    "The last value of a metric is older than its rhythm.",
    "What was good a month ago is not known to be good today.",
    "Measure it and add the value, name a `source_file`, or choose a longer `measure_every`.",
    {
        "quality.yaml": _metric(
            "measure_every: 1w",
            "measurements:",
            "  - {date: 2026-01-16, value: 100}  # <-- quality/metric-not-measured",
        )
    },
    {"quality.yaml": _metric("measure_every: 1w", "measurements:", "  - {date: 2026-02-02, value: 100}")},
)
CORRECTION_OVERDUE = Rule(
    "quality/correction-overdue",
    _WARNING,
    "A defect or a nonconformity was to be corrected before the status date and is not.",
    "What is known to be wrong is delivered, or built upon.",
    "Correct it, or agree on a new `due` date with who found it.",
    {
        "quality.yaml": "defects:\n  - id: DEF-1\n    title: Umlauts are lost\n    owner: raj\n"
        "    due: 2026-01-30  # <-- quality/correction-overdue\n"
    },
    {"quality.yaml": "defects:\n  - {id: DEF-1, title: Umlauts are lost, owner: raj, due: 2026-02-20}\n"},
)

RULES = (
    EVIDENCE_MISSING,
    EVIDENCE_UNREADABLE,
    EVIDENCE_WITHOUT_VALUE,
    DELIVERABLE_WITHOUT_REVIEW,
    METRIC_NOT_MEASURED,
    CORRECTION_OVERDUE,
)
