"""One listing that shows every part of a finding; the golden files hold it in each format."""

from milepost.diagnostics import Diagnostic, Edit, Fix, Note, Rule, Severity, Span
from milepost.diagnostics.render import Listing, Tally

PLAN = """\
tasks:
  - id: T-1
    name: Map the source records
    predecessors: [T-2]
  - id: T-2
    name: 検収テスト\t
    predecessors: ["T-1 SS+2d"]
"""

RISKS = """\
risks:
  - id: R-1
    status: opne
    title: "50%, or: more \x1b[2Jhidden \u202egnihtemos"
"""

CYCLE = Rule(
    name="schedule/dependency-cycle",
    severity=Severity.ERROR,
    summary="Tasks that wait for each other.",
    why="None of them can ever start, so no date behind them can be computed.",
    remedy="Remove one of the links.",
    bad={"plan.yaml": "tasks:\n  - {id: A, predecessors: [A]}  # <-- schedule/dependency-cycle\n"},
    good={"plan.yaml": "tasks:\n  - {id: A}\n"},
)

ENUM = Rule(
    name="structure/unknown-value",
    severity=Severity.ERROR,
    summary="A value that the field does not know.",
    why="A misspelt status is counted nowhere.",
    remedy="Write one of the values listed.",
    bad={"risks.yaml": "risks:\n  - {id: R-1, status: opne}  # <-- structure/unknown-value\n"},
    good={"risks.yaml": "risks:\n  - {id: R-1, status: open}\n"},
)

TITLE = Rule(
    name="structure/odd-title",
    severity=Severity.WARNING,
    summary="A title with invisible characters.",
    why="Readers see something else than the computer.",
    remedy="Type the title again.",
    bad={"risks.yaml": "risks: []\n"},
    good={"risks.yaml": "risks: []\n"},
)

STALE = Rule(
    name="control/no-report",
    severity=Severity.INFO,
    summary="No status report in the period.",
    why="The sponsor has nothing to read.",
    remedy="Write reports/2026-07.md.",
    bad={"project.yaml": "project: {}\n"},
    good={"project.yaml": "project: {}\n"},
)

STATUS = Span("risks.yaml", 3, 13, 3, 17)

FINDINGS: tuple[Diagnostic, ...] = (
    STALE.at(None, "no status report since 2026-05-31"),
    CYCLE.at(
        Span("plan.yaml", 4, 20, 4, 23),
        "T-1 and T-2 wait for each other",
        notes=(
            Note(Span("plan.yaml", 7, 20, 7, 31), "T-2 waits for T-1 here"),
            Note(None, "a cycle of 2 tasks"),
        ),
        record="T-1",
    ),
    ENUM.at(
        STATUS,
        'status "opne" is none of: open, closed',
        remedy='Did you mean "open"?',
        fix=Fix("write open", (Edit(STATUS, "open"),), safe=True),
        record="R-1",
    ),
    TITLE.at(
        Span("risks.yaml", 4, 12, 4, 54),
        "title has invisible characters:\r\n\x1b[2J, 50%",
        record="R-1",
    ),
)

LISTING = Listing(
    diagnostics=FINDINGS,
    sources={"plan.yaml": PLAN, "risks.yaml": RISKS},
    rules=(CYCLE, ENUM, TITLE, STALE),
    tally=Tally(files=3, records=12, waived=1),
    version="1.2.3",
    root="projects/a, b",
)

CLEAN = Listing(diagnostics=(), sources={}, rules=(), tally=Tally(files=3, records=12), version="1.2.3")
