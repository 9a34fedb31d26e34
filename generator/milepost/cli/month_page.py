"""What a month holds, as text: what a controller compares with the ledger before it is closed."""

from collections.abc import Iterator

from milepost.budget.explain_month import ControlTotal, Month


def month_page(it: Month) -> str:
    """A month: its costs by account, control totals, and how to close it."""
    return "\n".join((*_lines(it), "", _closing(it)))


def _lines(it: Month) -> Iterator[str]:
    entries = f"{it.seal.entries:,} {'entry' if it.seal.entries == 1 else 'entries'}"
    yield f"{it.period}: {it.total:z,.2f} {it.currency} are booked, {entries}"
    if it.accounts:
        yield ""
    width = max((len(f"{amount:z,.2f}") for _, _, amount in it.accounts), default=0)
    for id_, name, amount in it.accounts:
        yield f"  {amount:>z{width},.2f}  {id_}  {name}"
    if it.controls:
        yield ""
    for one in it.controls:
        yield _control(one, it.currency)


def _control(one: ControlTotal, currency: str) -> str:
    of = f" of {one.account}" if one.account else ""
    place = f"({one.place.file}:{one.place.line})"
    if one.said is None:
        return f"The control total{of} cannot be converted {place}."
    if f"{one.said:.2f}" == f"{one.booked:.2f}":
        return f"The control total{of} agrees {place}."
    off = one.booked - one.said
    much = "much" if off > 0 else "little"
    said = f"{one.said:z,.2f} {currency}; {abs(off):,.2f} too {much} is booked"
    return f"The control total{of} is {said} {place}."


def _closing(it: Month) -> str:
    written = it.seal.written(it.period)
    closed = it.closed
    if closed is None:
        return f"The month is open. To close it, write in `closed_periods` of budget.yaml:\n  - {written}"
    place = f"({closed.place.file}:{closed.place.line})"
    if not closed.seal:
        return f"The month is closed without a seal {place}. With one it is:\n  - {written}"
    if closed.seal == it.seal.digest:
        return f"The month is closed, and it holds what it held then {place}."
    changed = f"The month is closed, and was changed since {place}."
    return f"{changed} If that was agreed, seal it anew:\n  - {written}"
