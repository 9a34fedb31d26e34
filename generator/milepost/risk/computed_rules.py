"""The rules of risks that need the scales or the exposure of the whole register."""

from milepost.diagnostics import Rule, Severity

_WARNING = Severity.WARNING
_PROJECT = (
    "milepost: 1\nid: P-1\nname: New catalogue\nmanager: mara\nstart: 2026-01-05\nstatus_date: 2026-02-06\n"
    "calendar: std\ncurrency: EUR\n"
)


def _risk(*fields: str) -> str:
    lines = (
        "id: R-1",
        "title: Late interface",
        "type: threat",
        "status: assessing",
        "cause: The contract was signed late.",
        "event: The interface comes after integration has begun.",
        "effect: The go-live moves.",
        "owner: mara",
        *fields,
    )
    return "risks:\n  - " + "\n    ".join(lines) + "\n"


LIKELIHOOD_DIFFERS = Rule(
    "risk/likelihood-differs",
    _WARNING,
    "The likelihood score of a risk does not fit its probability.",
    "The matrix and the expected value would tell two different stories about the same risk.",
    "Write one of the two; the other follows by the scale in project.yaml.",
    {
        "risks.yaml": _risk(
            "probability: 0.7", "likelihood: 2  # <-- risk/likelihood-differs", "impact_score: 3"
        )
    },
    {"risks.yaml": _risk("probability: 0.7", "likelihood: 4", "impact_score: 3")},
)
EXPOSURE_ABOVE_APPETITE = Rule(
    "risk/exposure-above-appetite",
    _WARNING,
    "The residual exposure of all open threats is above the appetite of the sponsor.",
    "More risk is carried than was agreed, even if every response works.",
    "Respond to the largest risks, or ask the sponsor to carry more.",
    {
        "project.yaml": _PROJECT + "risk:\n  appetite: 9000 EUR  # <-- risk/exposure-above-appetite\n",
        "risks.yaml": _risk("probability: 0.5", "impact: {cost: 20000 EUR}"),
    },
    {
        "project.yaml": _PROJECT + "risk:\n  appetite: 10000 EUR\n",
        "risks.yaml": _risk("probability: 0.5", "impact: {cost: 20000 EUR}"),
    },
)

RULES = (LIKELIHOOD_DIFFERS, EXPOSURE_ABOVE_APPETITE)
