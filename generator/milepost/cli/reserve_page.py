"""What is left of reserves, as text."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from milepost.budget.explain_reserves import Draw, ExplainedReserve


def reserve_page(reserves: Sequence[ExplainedReserve], currency: str, exposure: Decimal | None) -> str:
    """Reserves with their draws.

    Args:
        reserves: The reserves, all of one type.
        currency: ISO 4217 code of the amounts.
        exposure: What the open risks are expected to cost after the responses; None where that is not known,
            and for reserves that are not for it.
    """
    lines = [line for one in reserves for line in (*_reserve(one, currency), "")]
    left = sum((one.reserve.left for one in reserves), Decimal(0))
    if len(reserves) > 1:
        lines.append(f"Together {left:z,.2f} {currency} are left.")
    if exposure is not None:
        lines.append(
            f"The open risks are expected to cost {exposure:z,.2f} {currency} after the responses: "
            f"{abs(left - exposure):z,.2f} {currency} {'less' if left >= exposure else 'more'} than is left."
        )
    return "\n".join(lines).rstrip()


def _reserve(one: ExplainedReserve, currency: str) -> Iterator[str]:
    it = one.reserve
    yield f"{it.id} {it.name} ({it.type} reserve)  ({one.place.file}:{one.place.line})"
    yield ""
    yield f"left  {it.left:z,.2f} {currency}  = set aside - drawn = {it.amount:z,.2f} - {it.drawn:z,.2f}"
    if not one.draws:
        yield "Nothing was drawn."
        return
    yield ""
    width = max(len(f"{draw.amount:z,.2f}") for draw in one.draws)
    for draw in one.draws:
        yield _draw(draw, width)


def _draw(draw: Draw, width: int) -> str:
    later = "" if draw.counted else ", after the status date"
    return f"  {draw.amount:>z{width},.2f}  {draw.what}{later}  ({draw.place.file}:{draw.place.line})"
