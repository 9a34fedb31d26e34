"""The portal of a project: which pages there are, and what can be downloaded."""

import os
from pathlib import Path

from milepost import __version__
from milepost.checking import Checked, check_project
from milepost.exchange.report_json import report_json, report_schema
from milepost.history.changes import read_history
from milepost.history.model import NO_HISTORY, History
from milepost.history.process import HistoryError
from milepost.history.repository import Repository
from milepost.history.revision import Revision, current_revision
from milepost.history.storage import history_store
from milepost.portal.chart_data import with_data
from milepost.portal.charts import Charts
from milepost.portal.compose import pages
from milepost.portal.compose.cards import CARDS, cards_file
from milepost.portal.compose.cells import Cells
from milepost.portal.compose.computed_pages import COMPUTED_PAGES
from milepost.portal.compose.dashboard import dashboard_view
from milepost.portal.compose.downloads import TASKS as COMPUTED_TASKS
from milepost.portal.compose.downloads import downloads_view, register_files
from milepost.portal.compose.findings import findings_view
from milepost.portal.compose.mentionable import mentionable
from milepost.portal.compose.plan_pages import tasks_page
from milepost.portal.compose.registers import shown_registers
from milepost.portal.compose.sections import register_page
from milepost.portal.compose.status_page import status_page
from milepost.portal.compose.today import TODAY, today_page
from milepost.portal.compose.trends import PAGE as TRENDS
from milepost.portal.compose.trends import trend_files, trends_page
from milepost.portal.compose.word_files import word_files
from milepost.portal.formats import formats_of
from milepost.portal.host import GitHost, git_host
from milepost.portal.mentions import with_mentions
from milepost.portal.page import Page, page_text
from milepost.portal.render import Renderer
from milepost.portal.site import NavGroup, SitePages
from milepost.portal.text import escape, one_line
from milepost.portal.views.values import Provenance
from milepost.project import Project
from milepost.simulating import simulated
from milepost.source.schemas import GROUPS
from milepost.source.user_cache import cache_folder


def load_site(folder: Path) -> SitePages:
    """The portal of a project folder."""
    return site_of(simulated(check_project(folder)))


def site_of(checked: Checked) -> SitePages:
    """The portal of a checked project; asks git for the revision and keeps charts between builds."""
    return compose(checked, current_revision(checked.root), chart_cache(), history_of(checked))


def history_of(checked: Checked) -> History:
    """What git remembers of a project up to its files as they are; nothing outside git."""
    try:
        with Repository(checked.root) as repository:
            head = repository.commit_or_none("HEAD")
            return NO_HISTORY if head is None else read_history(repository, head, history_store(), checked)
    except HistoryError:
        return NO_HISTORY


def chart_cache() -> Path | None:
    """Where charts are kept between builds: the user's cache folder, if there is one."""
    folder = cache_folder(os.environ)
    return None if folder is None else folder / "charts"


def compose(
    checked: Checked, revision: Revision, charts: Path | None = None, history: History = NO_HISTORY
) -> SitePages:
    """The portal of a project.

    Args:
        checked: The project, computed.
        revision: Where its files stand in git.
        charts: Folder in which charts are kept; None keeps none.
        history: What git remembers of it.
    """
    project = checked.project
    host = _host(project, revision)
    render = Renderer(formats_of(project), Charts(charts), host)
    cells = Cells(project, history)
    made: dict[str, Page] = {pages.DASHBOARD: render.dashboard(dashboard_view(checked, render.formats))}
    made[pages.STATUS] = status_page(checked, render)
    made[TODAY] = today_page(checked, render)
    groups: dict[str, list[str]] = {}
    registers = shown_registers(project)
    own = {pages.register_page(register.name) for register in registers}  # a register may have such a name
    for register in registers:
        group = groups.setdefault(register.group, [])
        path = pages.register_page(register.name)
        made[path] = register_page(checked, register, cells, render)
        group.append(path)
        if register.name == "plan":
            made[pages.TASKS] = tasks_page(checked, cells, render)
            group.append(pages.TASKS)
        for computed in COMPUTED_PAGES:
            if computed.beside != register.name or computed.path in own:
                continue
            page = computed.make(checked, render)
            if page is not None:
                made[computed.path] = page
                group.append(computed.path)
    files = {
        pages.REPORT: (report_json(checked, revision) + "\n").encode(),
        pages.REPORT_SCHEMA: report_schema().encode(),
        **register_files(checked),
        **word_files(checked),
    }
    trends = history.trends
    past: tuple[str, ...] = ()
    if trends is not None and trends.points and TRENDS not in own:
        past = (TRENDS,)
        made[TRENDS] = trends_page(project, trends, render)
        files |= trend_files(trends)
    made, drawn = with_data(made, COMPUTED_TASKS)
    shown = downloads_view(project, files, drawn)
    files |= {one.path: one.content for one in drawn}
    files[CARDS] = cards_file(checked, cells, render.formats)
    made[pages.FINDINGS] = render.findings(findings_view(project, checked.verdict))
    made[pages.DOWNLOADS] = render.downloads(shown)
    names = [*GROUPS, *(group for group in groups if group not in GROUPS)]
    control = [*groups.pop("Control", []), *past, pages.FINDINGS, pages.DOWNLOADS]
    nav = [NavGroup("", (pages.DASHBOARD, pages.STATUS, TODAY))]
    nav += [NavGroup(name, tuple(groups[name])) for name in names if name in groups]
    nav.append(NavGroup("Control", tuple(control)))
    links = mentionable(project, cells)
    return SitePages(
        name=project.settings.name,
        pages={
            path: page_text(
                with_mentions(page, links, render.formats), foot=_feedback(path, page, host, revision)
            )
            for path, page in made.items()
        },
        files=files,
        nav=tuple(nav),
        provenance=_provenance(project, revision, host),
        findings=checked.verdict.findings,
    )


def _host(project: Project, revision: Revision) -> GitHost | None:
    settings = project.settings
    branch = settings.text("repo_branch") or revision.branch
    return git_host(settings.text("repo_url"), settings.text("repo_host"), branch, revision.folder)


def _feedback(path: str, page: Page, host: GitHost | None, revision: Revision) -> str:
    """The link that opens a new issue about a page, or nothing without a git host."""
    if host is None:
        return ""
    seen = f" as of {revision.commit[:10]}" if revision.commit else ""
    body = f"About the page {path.removesuffix('.md')} of the portal{seen}:\n\n"
    url = host.issue(f"Feedback on {one_line(page.title)}", body)
    return f'<p class="mp-foot"><a href="{escape(url)}">Give feedback on this page</a></p>'


def _provenance(project: Project, revision: Revision, host: GitHost | None) -> Provenance:
    url = host.commit(revision.commit) if host is not None and revision.commit else ""
    return Provenance(project.settings.status_date, revision.commit[:10], revision.dirty, __version__, url)
