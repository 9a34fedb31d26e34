"""Dimensions of the status that change colour."""

from collections.abc import Iterator

from milepost.control.rag import Rag
from milepost.control.status_model import Dimension
from milepost.history.impact.drivers import Drivers, in_order
from milepost.history.impact.edits import Edit
from milepost.history.impact.model import CHANGED, STATUS, Line
from milepost.report import Report

_KINDS = {
    "scope": frozenset({"deliverable", "requirement", "scope_item", "change", "baseline"}),
    "quality": frozenset({"criterion", "defect", "deliverable", "review", "metric"}),
    "risk": frozenset({"risk", "reserve"}),
    "stakeholders": frozenset({"stakeholder"}),
    "benefits": frozenset({"benefit"}),
}


def status_lines(before: Report, after: Report, drivers: Drivers) -> Iterator[Line]:
    """Colours that differ, the status as a whole first, with the reason for the new one."""
    old = {"overall": before.status.overall, **before.status.dimensions}
    new = {"overall": after.status.overall, **after.status.dimensions}
    for name, dimension in new.items():
        known = old.get(name)
        if known is None or known.rag is dimension.rag:
            continue
        both_known = Rag.UNKNOWN not in (known.rag, dimension.rag)
        worse = dimension.rag.rank > known.rag.rank if both_known else None
        text = f"{name.capitalize()} {known.rag.value} → {dimension.rag.value}"
        if dimension.reasons and name != "overall":
            text += f": {dimension.reasons[0].text.rstrip('.')}"
        why = _why(name, known, dimension, drivers)
        yield Line(STATUS, name, CHANGED, text, known.rag.value, dimension.rag.value, worse=worse, why=why)


def _why(name: str, before: Dimension, after: Dimension, drivers: Drivers) -> tuple[Edit, ...]:
    records = {id_ for one in (*before.reasons, *after.reasons) for id_ in one.records}
    found: list[Edit] = list(drivers.of_project("status", "tolerances"))
    if name == "schedule":
        found += drivers.of_dates(None)
    elif name == "cost":
        found += drivers.of_cost()
    elif name == "resources":
        found += drivers.of_dates(())
    elif name == "overall":
        found += drivers.edits
    else:
        found += drivers.of_kinds(_KINDS.get(name, frozenset()))
    return in_order((*found, *drivers.of_records(records)))
