"""A mapping to begin with, proposed from what an unknown CSV file looks like; nothing is ever read by it."""

import re
from itertools import islice

from milepost.source.table import Layout
from milepost.source.table_format import DELIMITERS

_SAMPLE = 200
_WORDS = {
    "date": ("date", "datum", "fecha", "data", "day", "tag"),
    "account": (
        "account",
        "konto",
        "kostenstelle",
        "cost center",
        "cost centre",
        "compte",
        "cuenta",
        "conto",
    ),
    "task": ("task", "vorgang", "wbs", "psp", "tâche", "tarea", "issue"),
    "amount": ("amount", "betrag", "montant", "importe", "importo", "value", "net", "netto", "summe"),
    "currency": ("currency", "währung", "waehrung", "devise", "moneda", "valuta"),
    "document": ("document", "beleg", "invoice", "rechnung", "voucher", "pièce", "reference", "nummer"),
    "supplier": ("supplier", "vendor", "kreditor", "lieferant", "fournisseur", "proveedor", "payee"),
    "description": ("description", "text", "purpose", "verwendungszweck", "libellé", "concepto"),
    "person": ("person", "user", "employee", "mitarbeiter", "name", "worker", "who"),
    "hours": ("hours", "stunden", "heures", "horas", "ore", "time spent", "duration"),
    "note": ("note", "comment", "kommentar", "bemerkung", "description", "text"),
}
"""Words by which the columns of common exports are known, in several languages."""

_ENTRIES = ("date", "account", "task", "amount", "currency", "document", "supplier", "description")
_TIMESHEETS = ("date", "person", "task", "account", "hours", "note")
_DATES = (
    ("YYYY-MM-DD", r"[0-9]{4}-[0-9]{2}-[0-9]{2}"),
    ("DD.MM.YYYY", r"[0-9]{2}\.[0-9]{2}\.[0-9]{4}"),
    ("DD.MM.YY", r"[0-9]{2}\.[0-9]{2}\.[0-9]{2}"),
    ("DD/MM/YYYY", r"[0-9]{2}/[0-9]{2}/[0-9]{4}"),
    ("DD-MM-YYYY", r"[0-9]{2}-[0-9]{2}-[0-9]{4}"),
    ("YYYY/MM/DD", r"[0-9]{4}/[0-9]{2}/[0-9]{2}"),
    ("YYYYMMDD", r"[0-9]{8}"),
)
_PLAIN_WORD = re.compile(r"[^\W\d_][\w .-]*[\w.]\Z")


def proposed_mapping(name: str, text: str) -> str:
    """One line of YAML for project.yaml that fits the file as far as can be seen; people have to check it.

    Args:
        name: Name of the file.
        text: What it holds, or its beginning.
    """
    first = text.split("\n", 1)[0]
    word = max(DELIMITERS, key=lambda one: first.count(DELIMITERS[one]))
    cut = Layout(DELIMITERS[word]).cut("\n".join(islice(text.splitlines(), _SAMPLE)))
    header = cut.header
    hours = _find("hours", header, set()) is not None and _find("amount", header, set()) is None
    kind, wanted = ("timesheets", _TIMESHEETS) if hours else ("entries", _ENTRIES)
    columns: dict[str, int] = {}
    for field in wanted:
        found = _find(field, header, set(columns.values()))
        if found is not None:
            columns[field] = found
    number = columns.get("hours" if hours else "amount")
    date = columns.get("date")
    parts = [f'files: "{name}"', f"kind: {kind}", f"delimiter: {word}"]
    parts += _numbers(cut.columns[number] if number is not None else [])
    parts += _dates(cut.columns[date] if date is not None else [])
    fields = ", ".join(f"{field}: {_quoted(header[at])}" for field, at in columns.items())
    parts.append(f"columns: {{{fields}}}")
    if kind == "entries" and "currency" not in columns:
        parts.append("constants: {currency: EUR}")
    return f"actuals: {{mappings: [{{{', '.join(parts)}}}]}}"


def _find(field: str, header: list[str], taken: set[int]) -> int | None:
    for word in _WORDS[field]:
        for index, name in enumerate(header):
            if index not in taken and word in name.lower():
                return index
    return None


def _numbers(cells: list[str]) -> list[str]:
    commas = sum(1 for cell in cells if re.search(r",[0-9]{1,2}-?\Z", cell.strip()))
    comma = commas * 2 > len(cells)
    found = ["decimal: comma"] if comma else []
    for word, sign in (("point", "."), ("comma", ","), ("apostrophe", "'"), ("space", " ")):
        if sign != ("," if comma else ".") and any(
            re.search(rf"[0-9]{re.escape(sign)}[0-9]{{3}}", cell) for cell in cells
        ):
            found.append(f"thousands: {word}")
            break
    return found


def _dates(cells: list[str]) -> list[str]:
    given = [cell.strip() for cell in cells if cell.strip()]
    fitting = (
        written for written, pattern in _DATES if given and all(re.fullmatch(pattern, cell) for cell in given)
    )
    found = next(fitting, "YYYY-MM-DD")
    if found == "DD/MM/YYYY" and any(int(cell[3:5]) > 12 for cell in given):
        found = "MM/DD/YYYY"
    return [] if found == "YYYY-MM-DD" else [f"dates: {found}"]


def _quoted(name: str) -> str:
    if _PLAIN_WORD.match(name):
        return name
    return '"' + name.replace("\\", "\\\\").replace('"', '\\"') + '"'
