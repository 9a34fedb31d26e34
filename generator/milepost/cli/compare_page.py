"""What differs between two baselines, as text."""

from collections.abc import Iterator
from decimal import Decimal

from milepost.budget.baseline_compare import Comparison, Moved
from milepost.schedule.instants import Instant, date_of, day_of

_SHOWN = 20
_WORDS = {
    "deliverables": "deliverables",
    "requirements": "requirements",
    "in_scope": "in scope",
    "out_of_scope": "out of scope",
}


def compare_page(it: Comparison, currency: str, *, every: bool) -> str:
    """The totals first, then milestones, tasks, accounts and scope.

    Args:
        it: The comparison.
        currency: Of every amount.
        every: List every task that moved, not only those that moved furthest.
    """
    before, after = it.before, it.after
    lines = [f"{before.id} {before.title}  ->  {after.id} {after.title}", ""]
    if it.equal:
        return "\n".join([*lines, "Dates, budgets and scope are the same."])
    change = it.bac[1] - it.bac[0]
    lines += [
        f"budget  {it.bac[0]:>16,.2f}  ->  {it.bac[1]:>16,.2f} {currency}  ({change:+,.2f})",
        f"finish  {_date(before.finish):>16}  ->  {_date(after.finish):>16}      ({_days(it.days)})",
    ]
    milestones = [one for one in it.moved if one.milestone and one.redated]
    tasks = [one for one in it.moved if not one.milestone]
    lines += _section("Milestones that moved", [_dates(one) for one in milestones])
    lines += _section("Tasks added", [f"{one.id} {one.name}" for one in it.added])
    lines += _section("Tasks removed", [f"{one.id} {one.name}" for one in it.removed])
    lines += _section("Tasks that moved", _furthest([one for one in tasks if one.redated], every=every))
    dearer = [one for one in it.moved if one.budget[0] != one.budget[1]]
    lines += _section("Tasks with another budget", [_amounts(one.id, one.name, one.budget) for one in dearer])
    accounts = [_amounts(id_, "", both) for id_, both in it.accounts.items()]
    lines += _section("Accounts with another budget", accounts)
    for kind, (came, went) in it.scope.items():
        parts = [f"came {', '.join(came)}"] if came else []
        parts += [f"went {', '.join(went)}"] if went else []
        lines += ["", f"{_WORDS[kind].capitalize()}: {'; '.join(parts)}"]
    return "\n".join(lines)


def _section(title: str, rows: list[str]) -> Iterator[str]:
    if rows:
        yield ""
        yield f"{title}:"
        yield from (f"  {row}" for row in rows)


def _furthest(tasks: list[Moved], *, every: bool) -> list[str]:
    if every or len(tasks) <= _SHOWN:
        return [_dates(one) for one in tasks]
    largest = set(sorted(range(len(tasks)), key=lambda index: -abs(tasks[index].days))[:_SHOWN])
    rows = [_dates(one) for index, one in enumerate(tasks) if index in largest]
    return [*rows, f"{len(tasks) - _SHOWN} more (--all lists them)"]


def _dates(one: Moved) -> str:
    title = f"{one.id} {one.name}"
    shown = title if len(title) <= 52 else f"{title[:51]}…"
    return f"{shown:52}  {_date(one.finish[0])} -> {_date(one.finish[1])}  {_days(one.days)}"


def _amounts(id_: str, name: str, both: tuple[Decimal, Decimal]) -> str:
    title = f"{id_} {name}".strip()
    shown = title if len(title) <= 52 else f"{title[:51]}…"
    return f"{shown:52}  {both[0]:>14,.2f} -> {both[1]:>14,.2f}  {both[1] - both[0]:+,.2f}"


def _date(instant: Instant) -> str:
    return date_of(day_of(instant - 1)).isoformat()


def _days(days: Decimal) -> str:
    shown = f"{abs(days):.1f}".removesuffix(".0")
    if shown == "0":
        return "the same day" if not days else "hours " + ("later" if days > 0 else "earlier")
    unit = "working day" if shown == "1" else "working days"
    return f"{shown} {unit} {'later' if days > 0 else 'earlier'}"
