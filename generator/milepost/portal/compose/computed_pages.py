"""The pages that no register has: where they stand, and who makes them."""

from collections.abc import Callable

from milepost.checking import Checked
from milepost.frozen import frozen
from milepost.portal.compose import pages
from milepost.portal.compose.end_report import end_report_page
from milepost.portal.compose.schedule_pages import (
    critical_path_page,
    health_page,
    look_ahead_page,
    resources_page,
)
from milepost.portal.compose.sections import cash_flow
from milepost.portal.compose.simulation import simulation_page
from milepost.portal.compose.traceability import traceability_page
from milepost.portal.compose.work import work_page
from milepost.portal.page import Page
from milepost.portal.render import Renderer


@frozen
class ComputedPage:
    """A page of computed values.

    Attributes:
        path: Where it is; a register of the project's own that has this path is shown instead.
        beside: The register behind which it stands in the navigation; without that register there is no page.
        make: Makes it, or None where there is nothing to show.
    """

    path: str
    beside: str
    make: Callable[[Checked, Renderer], Page | None]


COMPUTED_PAGES = (
    ComputedPage(pages.CRITICAL_PATH, "plan", critical_path_page),
    ComputedPage(pages.LOOK_AHEAD, "plan", look_ahead_page),
    ComputedPage(pages.RESOURCES, "plan", resources_page),
    ComputedPage(pages.HEALTH, "plan", health_page),
    ComputedPage(pages.SIMULATION, "risks", simulation_page),
    ComputedPage(pages.END_REPORT, "phases", end_report_page),
    ComputedPage(pages.TRACEABILITY, "requirements", traceability_page),
    ComputedPage(pages.CASH_FLOW, "budget", cash_flow),
    ComputedPage(pages.WORK, "people", work_page),
)
"""All of them; those beside one register in the order of the navigation."""
