"""When the open risks may happen, as a chart over the coming months."""

from collections.abc import Callable
from datetime import timedelta

from milepost.portal.charts import Json
from milepost.portal.compose.pages import link_to
from milepost.portal.compose.risk_tables import score_badge
from milepost.portal.risk_charts import window_spec
from milepost.portal.views.register import Column, ColumnKind, Row, TableView
from milepost.portal.views.risks import Window, WindowChart
from milepost.portal.views.simulation import Figure
from milepost.portal.views.values import Day, Text
from milepost.project import Project
from milepost.risk.compute import AssessedRisk, RiskRegister

_SOON = timedelta(days=28)


def window_figure(
    project: Project, register: RiskRegister
) -> tuple[Figure, Callable[[int, int], dict[str, Json]]] | None:
    """When the open risks with a window of proximity may happen; None where there is none ahead."""
    today = project.settings.status_date
    found: list[tuple[AssessedRisk, Window]] = []
    for id_ in register.ranking:
        one = register.risks[id_]
        first, last = one.risk.proximity
        first, last = first or today, last or first
        if last is None or last < today:
            continue
        note = score_badge(one.current).text
        found.append((one, Window(id_, f"{id_} {one.risk.title}", first, max(first, last), note)))
    if not found:
        return None
    found.sort(key=lambda pair: (pair[1].first, pair[1].last))
    now = sum(window.first <= today for _, window in found)
    soon = sum(today < window.first <= today + _SOON for _, window in found)
    may = "risk may" if now == 1 else "risks may"
    title = f"{now or 'No'} {may} happen now, {soon} more within four weeks"
    chart = WindowChart(title, today, tuple(window for _, window in found))
    table = TableView(
        "windows-table",
        "When risks may happen",
        (
            Column("Risk", ColumnKind.ID),
            Column("Title"),
            Column("Today", ColumnKind.BADGE),
            Column("From", ColumnKind.DATE),
            Column("To", ColumnKind.DATE),
        ),
        tuple(
            Row(
                (
                    link_to(one.risk.record),
                    Text(one.risk.title),
                    score_badge(one.current),
                    Day(window.first),
                    Day(window.last),
                )
            )
            for one, window in found
        ),
    )
    caption = "When each open risk may happen, with its score today; the vertical line is the status date."
    return Figure("windows", title, caption, table), lambda w, h: window_spec(chart, w, h)
