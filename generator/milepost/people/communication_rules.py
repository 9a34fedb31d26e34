"""The rules of words: communication, feedback, meetings and reports."""

from milepost.diagnostics import Rule, Severity

_ERROR = Severity.ERROR
_WARNING = Severity.WARNING


def record(register: str, *lines: str) -> dict[str, str]:
    """A register with one record."""
    return {f"{register}.yaml": f"{register}:\n  - " + "\n    ".join(lines) + "\n"}


NOBODY_TOLD = Rule(
    "people/nobody-told",
    _WARNING,
    "An active item of the communication plan has no audience.",
    "What is written for nobody is read by nobody.",
    "Add `audience` or `audience_groups`.",
    record(
        "communications", "id: COM-1  # <-- people/nobody-told", "title: Weekly status", "responsible: mara"
    ),
    record("communications", "id: COM-1", "title: Weekly status", "responsible: mara", "audience: [raj]"),
)
COMMUNICATION_OVERDUE = Rule(
    "people/communication-overdue",
    _WARNING,
    "Something should have been sent before the status date.",
    "People who hear nothing assume the worst.",
    "Send it and set `next_due`, or pause the item.",
    record(
        "communications",
        "id: COM-1",
        "title: Weekly status",
        "audience: [raj]",
        "next_due: 2026-01-30  # <-- people/communication-overdue",
    ),
    record("communications", "id: COM-1", "title: Weekly status", "audience: [raj]", "next_due: 2026-02-13"),
)
ANSWERED_WITHOUT_RESPONSE = Rule(
    "people/answered-without-response",
    _ERROR,
    "Feedback is answered and has no response or no date of it.",
    "Who took the trouble to write wants to see what came of it.",
    "Add `response` and `responded`.",
    record(
        "feedback",
        "id: F-1",
        "text: The search is slow.",
        "status: answered  # <-- people/answered-without-response",
    ),
    record(
        "feedback",
        "id: F-1",
        "text: The search is slow.",
        "status: answered",
        "response: The index is being rebuilt.",
        "responded: 2026-02-03",
    ),
)

FEEDBACK_UNANSWERED = Rule(
    "people/feedback-unanswered",
    _WARNING,
    "Feedback waits longer for an answer than was promised: past `due`, or two weeks without one.",
    "Who takes the trouble to say something and hears nothing does not say the next thing.",
    "Answer, with `response` and `responded`; or set `communication: {answer_within: 4w}` in project.yaml.",
    record(
        "feedback",
        "id: F-1",
        "text: The search is slow.",
        "date: 2026-01-12  # <-- people/feedback-unanswered",
    ),
    record("feedback", "id: F-1", "text: The search is slow.", "date: 2026-01-30"),
)
_MEETING = (
    "---\nid: MTG-1\ntitle: Team leads\ndate: 2026-01-29T09:00\nchair: mara\nattendees: [mara, raj]\nstatus: "
)
_LOGGED = record("actions", "id: A-1", "title: Ask for the field list", "owner: raj", "due: 2026-02-20")

MEETING_WITHOUT_MINUTES = Rule(
    "people/meeting-without-minutes",
    _WARNING,
    "A meeting is over and is still planned.",
    "Nobody can look up what was said, and what was decided there does not hold.",
    "Write the minutes and set `status: held`; or `status: cancelled`.",
    {"meetings/leads.md": _MEETING + "planned  # <-- people/meeting-without-minutes\n---\n"},
    {"meetings/leads.md": _MEETING + "held\n---\nThe export comes on Monday.\n"},
)
ACTION_OUTSIDE_LOG = Rule(
    "people/action-outside-log",
    _WARNING,
    "Minutes have an open box to tick that no action of the action log is about.",
    "What stands in minutes only is on nobody's list, has no date, and is found again at the next meeting.",
    "Write it with `milepost add action`, and name its id in the line: `- [ ] A-1 Ask for the field list`.",
    {
        "meetings/leads.md": _MEETING
        + "held\n---\n- [ ] Raj asks for the field list  # <-- people/action-outside-log\n",
        **_LOGGED,
    },
    {"meetings/leads.md": _MEETING + "held\n---\n- [ ] A-1 Raj asks for the field list\n", **_LOGGED},
)
_PROJECT = """\
milepost: 1
id: P-1
name: Catalogue migration
manager: mara
start: 2026-01-05
status_date: 2026-02-06
calendar: std
currency: EUR
"""
REPORT_OVERDUE = Rule(
    "people/report-overdue",
    _WARNING,
    "No status report was sent for longer than the rhythm of the status allows.",
    "Without news people make up their own; bad news grows with every week it waits.",
    "Write it: `milepost report`; set its status to sent; or give `status: {cadence: 1mo}` a longer rhythm.",
    {"project.yaml": _PROJECT + "status: {cadence: 2w}  # <-- people/report-overdue\n"},
    {
        "project.yaml": _PROJECT + "status: {cadence: 2w}\n",
        "reports/2026-01.md": "---\nid: REP-1\ntitle: January\nperiod: {from: 2026-01-05, to: 2026-01-30}\n"
        "date: 2026-01-30\nauthor: mara\napproved_by: mara\nstatus: sent\n---\nAll is well.\n",
    },
)

RULES = (
    NOBODY_TOLD,
    COMMUNICATION_OVERDUE,
    ANSWERED_WITHOUT_RESPONSE,
    FEEDBACK_UNANSWERED,
    MEETING_WITHOUT_MINUTES,
    ACTION_OUTSIDE_LOG,
    REPORT_OVERDUE,
)
