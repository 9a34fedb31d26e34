"""The rules of CSV files: how they are cut into cells, what their columns mean, how cells are written."""

from milepost.diagnostics import Rule, Severity

_ERROR = Severity.ERROR
_HEADER = "date,account,document,amount,currency,description\n"
_GOOD = "2026-01-20,CA-1,INV-7,1250.50,EUR,Pumps\n"
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
"""
_FOREIGN = "Belegdatum;Kostenstelle;Beleg;Betrag;Text"
_FOREIGN_LINE = "20.01.2026;CA-1;INV-7;1.250,50;Pumpen\n"
_FIELDS = "{date: Belegdatum, account: Kostenstelle, document: Beleg, amount: Betrag, description: Text}"


def _csv(*lines: str, header: str = _HEADER) -> dict[str, str]:
    return {"actuals/2026-01.csv": header + "".join(lines)}


def _mapped(
    text: str, *, fields: str = _FIELDS, more: str = "", path: str = "ledger-01.csv"
) -> dict[str, str]:
    mapping = (
        'actuals:\n  mappings:\n    - files: "ledger-*.csv"\n      kind: entries\n      delimiter: semicolon\n'
        "      decimal: comma\n      thousands: point\n      dates: DD.MM.YYYY\n"
        f"      columns: {fields}\n      constants: {{currency: EUR}}\n{more}"
    )
    return {"project.yaml": _PROJECT + mapping, f"actuals/{path}": text}


FOREIGN_TABLE = Rule(
    "source/foreign-table",
    _ERROR,
    "The columns of a CSV file are not the fields of the register.",
    "What another program exports has its own names, delimiter, decimal sign and order of dates. None of it is "
    "guessed: 1.250 is one number in Berlin and another in London.",
    "Describe the file under `actuals: mappings:` in project.yaml.",
    {"actuals/ledger-01.csv": f"{_FOREIGN} # <-- source/foreign-table\n{_FOREIGN_LINE}"},
    _mapped(f"{_FOREIGN}\n{_FOREIGN_LINE}"),
)
OVERLAPPING_MAPPINGS = Rule(
    "source/overlapping-mappings",
    _ERROR,
    "Two mappings are for the same CSV file.",
    "They may read its amounts and dates differently, and nobody could tell which one counted.",
    "Make the `files` patterns in project.yaml narrower.",
    _mapped(
        f"{_FOREIGN};Konto # <-- source/overlapping-mappings\n{_FOREIGN_LINE}".replace(
            "Pumpen", "Pumpen;4400"
        ),
        more=f'    - files: "*.csv"\n      kind: entries\n      delimiter: semicolon\n      columns: {_FIELDS}\n',
    ),
    _mapped(f"{_FOREIGN}\n{_FOREIGN_LINE}"),
)
UNKNOWN_COLUMN = Rule(
    "source/unknown-column",
    _ERROR,
    "A column of a CSV file is not a field of its records.",
    "A misspelt column is data that nobody sees: it is in the file and in no figure.",
    "Correct the name, delete the column, or describe the file as foreign in project.yaml.",
    _csv(
        "2026-01-20,CA-1,INV-7,1250.50,EUR,Pumps\n",
        header="date,acount,document,amount,currency,purpose # <-- source/unknown-column\n",
    ),
    _csv(_GOOD),
)
MISSING_COLUMN = Rule(
    "source/missing-column",
    _ERROR,
    "A column that is needed, or that a mapping names, is not in the CSV file.",
    "The export has changed, or it is another one; its lines cannot be read.",
    "Correct the mapping in project.yaml, or export the file again with the column.",
    _mapped(f"{_FOREIGN.replace('Betrag', 'Summe')};Konto # <-- source/missing-column\n{_FOREIGN_LINE}"),
    _mapped(f"{_FOREIGN}\n{_FOREIGN_LINE}"),
)
DUPLICATE_COLUMN = Rule(
    "source/duplicate-column",
    _ERROR,
    "A column that is read stands twice in a CSV file.",
    "The two may differ, and one of them would be lost.",
    "Delete or rename one of the two.",
    {
        "actuals/2026-01.csv": "date,account,amount,currency,amount,description # <-- source/duplicate-column\n"
        "2026-01-20,CA-1,1250.50,EUR,1250.50,Pumps\n"
    },
    _csv(_GOOD),
)
WRONG_CELL_COUNT = Rule(
    "source/wrong-cell-count",
    _ERROR,
    "A line of a CSV file has more or fewer cells than there are columns.",
    "Its cells cannot be told apart: usually a delimiter stands in a text that has no quotes.",
    "Put the text with the delimiter into quotes.",
    _csv("2026-01-20,CA-1,INV-7,1250.50,EUR,Pumps, valves # <-- source/wrong-cell-count\n"),
    _csv('2026-01-20,CA-1,INV-7,1250.50,EUR,"Pumps, valves"\n'),
)
BROKEN_QUOTES = Rule(
    "source/broken-quotes",
    _ERROR,
    "A cell in quotes goes on behind them, or never ends.",
    "From here on nobody can say where a cell ends, so the rest of the file is not read.",
    "Double the quotes that belong to the text, and put quotes around the whole cell.",
    _csv('2026-01-20,CA-1,INV-7,1250.50,EUR,"Pumps" for Rossfeld # <-- source/broken-quotes\n'),
    _csv('2026-01-20,CA-1,INV-7,1250.50,EUR,"""Pumps"" for Rossfeld"\n'),
)
CUT_OFF = Rule(
    "source/cut-off-line",
    _ERROR,
    "A CSV file ends in the middle of a line.",
    "The export was not finished or not copied whole; how much is missing cannot be seen.",
    "Export or copy the file again.",
    _csv(_GOOD, "2026-01-21,CA-1,INV-8 # <-- source/cut-off-line"),
    _csv(_GOOD, "2026-01-21,CA-1,INV-8,99.00,EUR,Valves\n"),
)
NO_LINE_END = Rule(
    "source/no-line-end",
    Severity.WARNING,
    "The last line of a CSV file has no line end.",
    "It has all its cells, but the last of them may be cut: 12 may have been 1250.50.",
    "Compare the last line with the source, and end it with a line end.",
    _csv("2026-01-20,CA-1,INV-7,1250.50,EUR,Pumps # <-- source/no-line-end"),
    _csv(_GOOD),
)
EMPTY_TABLE = Rule(
    "source/empty-table",
    Severity.WARNING,
    "A CSV file holds no lines.",
    "An export that failed often leaves an empty file behind.",
    "Export it again, or delete the file.",
    {},
    _csv(_GOOD),
)
MALFORMED_NUMBER = Rule(
    "source/malformed-number",
    _ERROR,
    "A number in a CSV file is not written as the file's format says.",
    "A thousands separator read as a decimal sign is wrong by a factor of a thousand.",
    "Write 1250.50, or say in a mapping in project.yaml how the file writes numbers.",
    _csv('2026-01-20,CA-1,INV-7,"1,250.50",EUR,Pumps # <-- source/malformed-number\n'),
    _csv(_GOOD),
)
MALFORMED_DATE = Rule(
    "source/malformed-date",
    _ERROR,
    "A date in a CSV file is not written as the mapping says, or there is no such day.",
    "Day and month in the wrong order move a cost by months, mostly without anybody seeing it.",
    "Correct `dates` in the mapping, or the date.",
    _mapped(f"{_FOREIGN}\n2026-01-20;CA-1;INV-7;1.250,50;Pumpen # <-- source/malformed-date\n"),
    _mapped(f"{_FOREIGN}\n{_FOREIGN_LINE}"),
)
FORMULA_CELL = Rule(
    "source/formula-cell",
    _ERROR,
    "A text in a CSV file begins with = + - or @, as a formula does.",
    "Whoever opens the file, or a download made from it, in a spreadsheet runs the formula.",
    "Export the value instead of the formula, or begin the text with a letter.",
    _csv("2026-01-20,CA-1,INV-7,1250.50,EUR,=1+1 # <-- source/formula-cell\n"),
    _csv(_GOOD),
)
MIXED_ENCODINGS = Rule(
    "source/mixed-encodings",
    _ERROR,
    "A CSV file holds characters in UTF-8 although its mapping names another encoding.",
    "Parts of the file come from different programs; read in one encoding, names in the others are garbled.",
    "Save the file in one encoding, and name that in the mapping.",
    _mapped(
        f"{_FOREIGN}\n20.01.2026;CA-1;INV-7;1.250,50;Späte Pumpen # <-- source/mixed-encodings\n",
        more="      encoding: windows-1252\n",
    ),
    _mapped(f"{_FOREIGN}\n20.01.2026;CA-1;INV-7;1.250,50;Späte Pumpen\n"),
)

RULES = (
    FOREIGN_TABLE,
    OVERLAPPING_MAPPINGS,
    UNKNOWN_COLUMN,
    MISSING_COLUMN,
    DUPLICATE_COLUMN,
    WRONG_CELL_COUNT,
    BROKEN_QUOTES,
    CUT_OFF,
    NO_LINE_END,
    EMPTY_TABLE,
    MALFORMED_NUMBER,
    MALFORMED_DATE,
    FORMULA_CELL,
    MIXED_ENCODINGS,
)
