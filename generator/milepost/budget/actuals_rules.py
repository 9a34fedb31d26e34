"""The rules of importing costs and hours: what `milepost import actuals` refuses to take over.

In their examples `import.csv` is the file that is imported.
"""

from milepost.diagnostics import Rule, Severity

_ERROR = Severity.ERROR
_ACCOUNT = "accounts:\n  - {id: CA-1, name: Migration}\n"
_HEADER = "date,document,account,amount,currency,description\n"
_KNOWN = "2026-01-20,INV-7,CA-1,900.00,EUR,Pumps"


def _example(line: str, *, known: str = "", budget: str = _ACCOUNT) -> dict[str, str]:
    files = {"budget.yaml": budget, "import.csv": f"{_HEADER}{line}\n"}
    return {**files, "actuals/ledger.csv": f"{_HEADER}{known}\n"} if known else files


CLOSED_PERIOD = Rule(
    "budget/closed-period",
    _ERROR,
    "A new cost or hour lies in a month that is closed.",
    "The figures of a closed month have been reported and reconciled; they would change behind everybody's back.",
    "Book it in an open month, or take the month out of `closed_periods` in budget.yaml and say why.",
    _example(f"{_KNOWN} # <-- budget/closed-period", budget=_ACCOUNT + "closed_periods: [2026-01]\n"),
    _example("2026-02-02,INV-7,CA-1,900.00,EUR,Pumps", budget=_ACCOUNT + "closed_periods: [2026-01]\n"),
)
CHANGED_DOCUMENT = Rule(
    "budget/changed-document",
    _ERROR,
    "A document or a timesheet is in the project already, and says something else there.",
    "Taken over it would count twice, left out the correction would be lost; nobody but you can tell which.",
    "Correct the line in the project, or have the ledger cancel the document with one of its own.",
    _example("2026-01-20,INV-7,CA-1,950.00,EUR,Pumps # <-- budget/changed-document", known=_KNOWN),
    _example(_KNOWN, known=_KNOWN),
)
NO_DOCUMENT_NUMBER = Rule(
    "budget/no-document-number",
    _ERROR,
    "A cost that is imported has no document number.",
    "By its number a cost is known again when the same file, or a later one, is imported.",
    "Export the document number too, and name its column in the mapping.",
    _example("2026-01-20,,CA-1,900.00,EUR,Pumps # <-- budget/no-document-number"),
    _example(_KNOWN),
)

RULES = (CLOSED_PERIOD, CHANGED_DOCUMENT, NO_DOCUMENT_NUMBER)
