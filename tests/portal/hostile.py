"""Views whose every text is hostile, made from the demo's."""

import dataclasses
from collections.abc import Mapping
from enum import Enum

from milepost.portal import markup
from milepost.portal.page import Page
from milepost.portal.site import SitePages
from milepost.portal.text import slug
from tests.portal import demo

PAYLOAD = (
    "\"'><script>window.pwned=1</script><img src=x onerror=window.pwned=1></style></textarea></title>"
    "<svg onload=window.pwned=1>{{ 7*7 }}{% raw %}{# x #}\u202egnp.exe\u2066\u200f\x00\x1b[31m"
    "=HYPERLINK(\"http://evil.example\")<a href='javascript:window.pwned=1'>x</a> [x](javascript:window.pwned=1) "
    "![x](http://evil.example/x.png) `</code>` --> ]]> \n---\n# heading\n\n    code\n\n<!-- " + "w" * 10_000
)
_KEPT = {"id", "page", "path", "anchor", "predecessor", "successor", "currency", "csv", "rule_page", "files"}
_HTML = {"html", "body", "description", "purpose"}


def hostile(value, name=""):
    """The same value with every text that a user could have written replaced by the payload."""
    match value:
        case str() if name in _HTML:
            return markup.block(PAYLOAD)
        case str() if name == "url":
            return "javascript:window.pwned=1"
        case str() if name not in _KEPT:
            return PAYLOAD
        case Enum() | str():
            return value
        case tuple():
            return tuple(hostile(item, name) for item in value)
        case Mapping():
            return {key: hostile(item, name) for key, item in value.items()}
        case _ if dataclasses.is_dataclass(value):
            changed = {
                field.name: hostile(getattr(value, field.name), field.name)
                for field in dataclasses.fields(value)
            }
            return dataclasses.replace(value, **changed)
        case _:
            return value


def hostile_pages(cache) -> dict[str, Page]:
    """Every page of the demo, hostile."""
    make = demo.renderer(cache)
    gantt = make.gantt(hostile(demo.gantt_view()))
    downloads = demo.DownloadItem("data/report.json", PAYLOAD, PAYLOAD, PAYLOAD, 1)
    return {
        "index.md": make.dashboard(hostile(demo.dashboard_view())),
        "schedule/plan.md": make.plan(PAYLOAD, "", (gantt,)),
        demo.TASKS: make.register(hostile(demo.tasks_view())),
        "money/budget.md": make.budget(hostile(demo.budget_view())),
        "money/cash-flow.md": make.cash_flow(hostile(demo.cash_flow_view())),
        demo.RISKS: make.register(
            hostile(demo.risks_view()), (make.risk_matrix(hostile(demo.matrix_view())),)
        ),
        demo.PEOPLE: make.register(
            hostile(demo.stakeholders_view()), (make.stakeholder_grid(hostile(demo.grid_view())),)
        ),
        "findings.md": make.findings(hostile(demo.findings_view())),
        "downloads.md": make.downloads(demo.DownloadsView(((slug("Data"), (downloads,)),))),
    }


def hostile_site(cache) -> SitePages:
    """The demo as a site, hostile down to its name and its groups."""
    site = demo.demo_site(cache)
    pages = {path: demo.page_text(page) for path, page in hostile_pages(cache).items()}
    nav = tuple(dataclasses.replace(group, title=group.title and PAYLOAD) for group in site.nav)
    provenance = dataclasses.replace(site.provenance, commit=PAYLOAD, version=PAYLOAD)
    return dataclasses.replace(site, name=PAYLOAD, pages=pages, nav=nav, provenance=provenance)
