"""The rules of engagement: gaps, contact, what stakeholders expect."""

from milepost.diagnostics import Rule, Severity


def _stakeholder(*lines: str) -> str:
    fields = ("id: S-1", "name: Ada Venn", *lines)
    return "stakeholders:\n  - " + "\n    ".join(fields) + "\n"


_ACTION = "actions:\n  - id: A-1\n    title: Show her the pilot\n    owner: mara\n    due: 2026-02-20\n    links: {records: [S-1]}\n"
_NEWS = "communications:\n  - id: C-1\n    title: Monthly status\n    audience: [S-1]\n    frequency: monthly\n    first_due: 2026-02-27\n"
_REQUIREMENT = "requirements:\n  - id: REQ-1\n    title: Search\n    statement: Readers search at home.\n    source: S-1\n"

GAP_WITHOUT_ACTION = Rule(
    "people/engagement-gap-without-action",
    Severity.WARNING,
    "A stakeholder is less engaged than the project needs, and nothing is planned about it.",
    "The gap between where somebody stands and where the project needs them closes by deeds, not by itself.",
    "Add an action for it, and name it under `links: {actions: [A-1]}`; or correct `desired`: not all have to lead.",
    {
        "stakeholders.yaml": _stakeholder(
            "engagement: {current: neutral, desired: supportive}  # <-- people/engagement-gap-without-action"
        )
    },
    {
        "stakeholders.yaml": _stakeholder("engagement: {current: neutral, desired: supportive}"),
        "actions.yaml": _ACTION,
    },
)
CONTACT_OVERDUE = Rule(
    "people/contact-overdue",
    Severity.WARNING,
    "A key stakeholder was not spoken to for longer than was planned.",
    "Who can stop the project and hears nothing of it for weeks makes up their mind without it.",
    "Talk to them and write `last_contact`, or agree on a longer rhythm.",
    {
        "stakeholders.yaml": _stakeholder(
            "power: 5", "contact_every: 2w", "last_contact: 2026-01-12  # <-- people/contact-overdue"
        ),
        "communications.yaml": _NEWS,
    },
    {
        "stakeholders.yaml": _stakeholder("power: 5", "contact_every: 2w", "last_contact: 2026-01-26"),
        "communications.yaml": _NEWS,
    },
)
KEY_STAKEHOLDER_NOT_TOLD = Rule(
    "people/key-stakeholder-not-told",
    Severity.WARNING,
    "A key stakeholder is in the audience of no active communication.",
    "Whoever has the power to stop the project has to hear how it goes from the project.",
    "Add them, their role or their group to an item of communications.yaml.",
    {
        "stakeholders.yaml": "stakeholders:\n  - id: S-1  # <-- people/key-stakeholder-not-told\n    name: Ada Venn\n    power: 4\n"
    },
    {"stakeholders.yaml": _stakeholder("power: 4"), "communications.yaml": _NEWS},
)
EXPECTATION_UNTRACED = Rule(
    "people/expectation-untraced",
    Severity.WARNING,
    "Nothing in the project answers an expectation of a stakeholder.",
    "What somebody expects and nobody builds, refuses or decides becomes a disappointment at the end.",
    "Name under the expectation the requirements, deliverables or decisions that answer it, refusals included.",
    {
        "stakeholders.yaml": _stakeholder(
            "expectations:", "  - text: Readers search at home.  # <-- people/expectation-untraced"
        ),
        "requirements.yaml": _REQUIREMENT,
    },
    {
        "stakeholders.yaml": _stakeholder(
            "expectations:", "  - {text: Readers search at home., requirements: [REQ-1]}"
        ),
        "requirements.yaml": _REQUIREMENT,
    },
)

_PUBLIC = (
    "milepost: 1\nid: P-1\nname: Catalogue migration\nmanager: mara\nstart: 2026-01-05\n"
    "status_date: 2026-02-06\ncalendar: std\ncurrency: EUR\nconfidentiality: "
)
RESTRICTED_IN_PUBLIC = Rule(
    "people/restricted-in-public",
    Severity.ERROR,
    "The project is public, and a record of it is restricted.",
    "What is in a public repository or on a public site is read by everybody, and git never forgets it.",
    "Keep restricted records in a repository of their own, or set the project's `confidentiality: internal`.",
    {
        "project.yaml": _PUBLIC + "public\n",
        "stakeholders.yaml": _stakeholder("confidentiality: restricted  # <-- people/restricted-in-public"),
    },
    {
        "project.yaml": _PUBLIC + "internal\n",
        "stakeholders.yaml": _stakeholder("confidentiality: restricted"),
    },
)

RULES = (
    RESTRICTED_IN_PUBLIC,
    GAP_WITHOUT_ACTION,
    CONTACT_OVERDUE,
    KEY_STAKEHOLDER_NOT_TOLD,
    EXPECTATION_UNTRACED,
)
