"""The rules of the team: skills, substitutes, open roles, responsibilities and promises between teams."""

from milepost.diagnostics import Rule, Severity

_WARNING = Severity.WARNING
_MARA = "people:\n  - id: mara\n    name: Mara Lindqvist\n    email: mara.lindqvist@example.org\n    calendar: std\n"
_RAJ = "  - id: raj\n    name: Raj Okafor\n    calendar: std\n"


def _people(of_mara: str = "", of_raj: str = "") -> dict[str, str]:
    return {"people.yaml": _MARA + of_mara + _RAJ + of_raj}


def _rows(count: int, mark: int = 0) -> dict[str, str]:
    rows = "".join(
        f"  - id: RACI-{number}\n    activity: Part {number}\n    responsible: [raj]\n    accountable: [mara]"
        + ("  # <-- people/accountable-for-many\n" if number == mark else "\n")
        for number in range(1, count + 1)
    )
    return {"raci.yaml": "raci:\n" + rows}


def _row(*lines: str) -> str:
    return "raci:\n  - " + "\n    ".join(("id: RACI-1", "activity: Field mapping", *lines)) + "\n"


def _dependency(*lines: str) -> dict[str, str]:
    fields = ("id: DEP-1", "title: Test system", "giver: raj", "receiver: mara", *lines)
    return {"dependencies.yaml": "dependencies:\n  - " + "\n    ".join(fields) + "\n"}


_SKILLED = "tasks:\n  - id: T-1\n    name: Load the records\n    owner: mara\n    duration: 25d\n    assignments: [raj]\n    skills: {sql: 4}"
_PLAN = (
    "tasks:\n  - id: T-1\n    name: Test the load\n    owner: mara\n    duration: 25d\n    assignments: [raj"
)
_TIMESHEET = "timesheets:\n  - {id: TS-1, person: raj, date: DAY, hours: 4, account: CA-1}"
_BOOKED = {
    **_people(of_raj="    leaves: 2026-01-16\n    rates: [{per: h, amount: 80 EUR}]\n"),
    "plan.yaml": "tasks:\n  - {id: T-1, name: Test the load, owner: mara, duration: 25d, assignments: [mara]}\n",
}
_ROLE = "roles:\n  - id: tester\n    name: Tester\n"
_DELIVERABLE = "deliverables:\n  - id: DL-1\n    title: Field map\n    owner: mara\n    acceptor: mara\n    acceptance_criteria: [{text: Every field has a target.}]\n    due: 2026-02-20\n"
_LEAVE = "    leave: [{from: 2026-02-16, to: 2026-02-27}]\n"
_DOES_IT = _row("deliverable: DL-1", "accountable: [mara]", "responsible: [raj]")

NO_SUBSTITUTE = Rule(
    "people/no-substitute",
    _WARNING,
    "A key person has no substitute, or one who has left.",
    "A cold of one person becomes a delay of the project.",
    "Name a substitute and let them do part of the work now; or open a risk about it.",
    _people("    key: true  # <-- people/no-substitute\n"),
    _people("    key: true\n    substitute: raj\n"),
)
SKILL_MISSING = Rule(
    "people/skill-missing",
    _WARNING,
    "A task asks for a skill that nobody assigned to it has, or not at that level.",
    "The estimate was made for somebody who can do it.",
    "Assign somebody who has the skill, plan the training, or correct `skills` of the person or the task.",
    {
        "plan.yaml": _SKILLED + "  # <-- people/skill-missing\n",
        **_people(of_raj="    skills: {sql: 2}\n"),
    },
    {"plan.yaml": _SKILLED + "\n", **_people(of_raj="    skills: {SQL: 4}\n")},
)
ROLE_UNFILLED = Rule(
    "people/role-unfilled",
    _WARNING,
    "A role is needed soon, or already, and nobody holds it.",
    "Finding somebody takes longer than the weeks that are left; the work of the role waits, or nobody does it.",
    "Name somebody under `held_by`, or move `needed_from` and the work.",
    {
        "people.yaml": _MARA
        + _RAJ
        + "roles:\n  - id: tester\n    name: Tester\n    needed_from: 2026-03-02  # <-- people/role-unfilled\n"
    },
    {"people.yaml": _MARA + _RAJ + _ROLE + "    needed_from: 2026-03-02\n    held_by: [raj]\n"},
)
ACCOUNTABLE_FOR_MANY = Rule(
    "people/accountable-for-many",
    _WARNING,
    "One person is accountable for more rows of the responsibility matrix than `team.accountable_rows` allows.",
    "Who answers for everything answers for nothing, and every decision queues at one desk.",
    "Hand some of the rows to those who are responsible, or raise the limit in project.yaml.",
    _rows(6, mark=6),
    _rows(5),
)
AWAY_AT_DUE_DATE = Rule(
    "people/away-at-due-date",
    _WARNING,
    "Somebody responsible or accountable for a deliverable is on leave on the day it is due.",
    "Nobody is there to hand it over, or to say that it is good.",
    "Move the day, name a substitute who is there, or hand the row to somebody else.",
    {
        "raci.yaml": _row(
            "deliverable: DL-1", "accountable: [mara]", "responsible: [raj]  # <-- people/away-at-due-date"
        ),
        "deliverables.yaml": _DELIVERABLE,
        **_people(of_raj=_LEAVE),
    },
    {
        "raci.yaml": _DOES_IT,
        "deliverables.yaml": _DELIVERABLE,
        **_people(of_raj=_LEAVE + "    substitute: mara\n"),
    },
)
BOOKED_OUTSIDE_STAY = Rule(
    "people/booked-outside-stay",
    _WARNING,
    "Somebody has hours on a day before they joined the project or after they left.",
    "The hours belong to another project, or the plan counts on time that is not there.",
    "Take the hours out, or correct `joins` and `leaves` in people.yaml.",
    {
        **_BOOKED,
        "actuals.yaml": _TIMESHEET.replace("DAY", "2026-01-19") + "  # <-- people/booked-outside-stay\n",
    },
    {**_BOOKED, "actuals.yaml": _TIMESHEET.replace("DAY", "2026-01-16") + "\n"},
)
NOT_AGREED = Rule(
    "people/dependency-not-agreed",
    _WARNING,
    "Something is needed within four weeks, or was already, and giver and receiver have not both agreed.",
    "What one side hopes for and the other has not promised comes late, or not at all.",
    "Agree, set `status: agreed`, and name who agreed under `agreed_by_giver` and `agreed_by_receiver`.",
    _dependency("status: proposed", "need_by: 2026-02-20  # <-- people/dependency-not-agreed"),
    _dependency("status: proposed", "need_by: 2026-04-20"),
)
TWO_LETTERS = Rule(
    "people/two-letters",
    _WARNING,
    "Somebody has two letters in a row of the responsibility matrix that do not go together.",
    "Who does the work need not be asked about it, and who is asked before need not be told afterwards.",
    "Keep the stronger one. Only responsible and accountable may be the same person.",
    {
        "raci.yaml": _row(
            "responsible: [raj]", "accountable: [mara]", "consulted: [raj]  # <-- people/two-letters"
        )
    },
    {"raci.yaml": _row("responsible: [mara]", "accountable: [mara]", "consulted: [raj]")},
)
TEAM_WITHOUT_LEAD = Rule(
    "people/team-without-lead",
    _WARNING,
    "A team has no lead, or one who has left.",
    "Nobody agrees to a date for it, and nobody sees that two of its people do the same.",
    "Name somebody under `lead`.",
    {
        "people.yaml": _MARA
        + _RAJ
        + "teams:\n  - id: TEAM-1  # <-- people/team-without-lead\n    name: Data\n    members: [raj]\n"
    },
    {"people.yaml": _MARA + _RAJ + "teams:\n  - id: TEAM-1\n    name: Data\n    lead: raj\n"},
)
PROMISED_AFTER_START = Rule(
    "people/promised-after-start",
    _WARNING,
    "A task that needs a delivery is planned to start before the day it is promised for.",
    "The plan counts on something that nobody has promised; the task will wait, or be done twice.",
    "Give the task a constraint or a predecessor for it, or agree on an earlier day.",
    {
        "plan.yaml": _PLAN + "]\n",
        **_dependency("promised_by: 2026-03-06  # <-- people/promised-after-start", "tasks: [T-1]"),
    },
    {
        "plan.yaml": _PLAN + "]\n    constraint: {type: start-no-earlier-than, date: 2026-03-09}\n",
        **_dependency("promised_by: 2026-03-06", "tasks: [T-1]"),
    },
)
CODEOWNERS_DIFFER = Rule(
    "people/codeowners-differ",
    _WARNING,
    "The CODEOWNERS file does not say what follows from the responsibility matrix.",
    "Reviews are asked of those whom the file names, so changes pass by the people who answer for them.",
    "Run `milepost codeowners --write`, or correct `paths` and `responsible` in raci.yaml.",
    {
        "people.yaml": _MARA + _RAJ + "    account: raj-o\n",
        "raci.yaml": _row("accountable: [mara]", "responsible: [raj]", "paths: [mapping/]"),
        "CODEOWNERS": "# milepost: begin  # <-- people/codeowners-differ\n/mapping/ @mara-l\n# milepost: end\n",
    },
    {
        "people.yaml": _MARA + _RAJ + "    account: raj-o\n",
        "raci.yaml": _row("accountable: [mara]", "responsible: [raj]", "paths: [mapping/]"),
        "CODEOWNERS": "# milepost: begin\n/mapping/ @raj-o\n# milepost: end\n",
    },
)

RULES = (
    NO_SUBSTITUTE,
    SKILL_MISSING,
    ROLE_UNFILLED,
    ACCOUNTABLE_FOR_MANY,
    AWAY_AT_DUE_DATE,
    BOOKED_OUTSIDE_STAY,
    NOT_AGREED,
    TWO_LETTERS,
    TEAM_WITHOUT_LEAD,
    PROMISED_AFTER_START,
    CODEOWNERS_DIFFER,
)
