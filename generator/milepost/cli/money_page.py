"""Why a figure of the budget is what it is, as text."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from milepost.budget.explain import EAC_FORMULAS, Accounted, Figure, Part, Sum
from milepost.diagnostics import Span

_SHOWN = 12
"""So many parts of a sum are listed, the largest; the rest is one line."""


def money_page(it: Accounted, *, every: bool) -> str:
    """A figure or an account: results with their formulas, then what each input is the sum of.

    Args:
        it: What is explained.
        every: List every part of each sum.
    """
    lines = [it.title + ("" if it.place is None else f"  ({it.place.file}:{it.place.line})"), ""]
    lines += _figures(it)
    lines += (
        ["", f"EAC is {EAC_FORMULAS[it.forecast.method]}: {it.forecast.reason}."] if _shows_eac(it) else []
    )
    for one in it.sums:
        lines += ["", *_sum(one, it.currency, every=every)]
    return "\n".join(lines)


def _shows_eac(it: Accounted) -> bool:
    return any(figure.name in {"EAC", "ETC", "VAC"} for figure in it.figures)


def _figures(it: Accounted) -> Iterator[str]:
    rows = [(figure.name, _value(it, figure), _formula(it, figure)) for figure in it.figures]
    widths = [max(len(row[column]) for row in rows) for column in (0, 1)]
    for name, value, formula in rows:
        yield f"{name:{widths[0]}}  {value:>{widths[1]}}  = {formula}"


def _value(it: Accounted, figure: Figure) -> str:
    value = it.value(figure.name)
    if value is None:
        return "not defined"
    return f"{value:z,.2f} {it.currency}" if figure.money else f"{value:.4f}"


def _formula(it: Accounted, figure: Figure) -> str:
    """The formula, and the same with the figures where it is one of abbreviations."""
    formula = figure.formula or EAC_FORMULAS[it.forecast.method]
    words = [word.strip("()") for word in formula.split()]
    names = [word for word in words if word.isupper()]
    if not names or any(word.islower() and word != "x" for word in words):
        return formula
    filled = formula
    for name in sorted(set(names), key=len, reverse=True):
        value = it.value(name)
        index = name in {"CPI", "SPI"}
        shown = "?" if value is None else f"{value:.4f}" if index else f"{value:z,.2f}"
        filled = " ".join(_put(word, name, shown) for word in filled.split(" "))
    return f"{formula} = {filled}"


def _put(word: str, name: str, value: str) -> str:
    return word.replace(name, value) if word.strip("()") == name else word


def _sum(one: Sum, currency: str, *, every: bool) -> Iterator[str]:
    if not one.parts:
        yield f"{one.name} {one.amount:z,.2f} {currency}: nothing adds to it."
        return
    parts, rest = _listed(one.parts, every=every)
    yield f"{one.name} {one.amount:z,.2f} {currency}, the sum of:"
    rows = [(f"{part.amount:z,.2f}", part.label, part.note, _places(part.places)) for part in parts]
    if rest:
        hidden = sum((part.amount for part in rest), Decimal(0))
        rows.append((f"{hidden:z,.2f}", f"{len(rest):,} more (--all lists them)", "", ""))
    width, labels = (max((len(row[column]) for row in rows), default=0) for column in (0, 1))
    labels = min(labels, 52)
    for amount, label, note, places in rows:
        shown = label if len(label) <= labels else f"{label[: labels - 1]}…"
        yield "  ".join(filter(None, (f"  {amount:>{width}}", f"{shown:{labels}}", note, places))).rstrip()


def _listed(parts: Sequence[Part], *, every: bool) -> tuple[list[Part], list[Part]]:
    """What is listed, in the order of the files, and the rest."""
    if every or len(parts) <= _SHOWN + 1:
        return list(parts), []
    largest = sorted(range(len(parts)), key=lambda index: -abs(parts[index].amount))[:_SHOWN]
    kept = set(largest)
    shown = [parts[index] for index in sorted(kept)]
    return shown, [part for index, part in enumerate(parts) if index not in kept]


def _places(places: Sequence[Span]) -> str:
    return f"({', '.join(f'{place.file}:{place.line}' for place in places)})" if places else ""
