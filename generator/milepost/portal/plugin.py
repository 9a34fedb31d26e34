"""The `milepost` MkDocs plugin: adds the portal's pages to a site, and keeps serving when an edit breaks."""

from collections.abc import Callable
from pathlib import Path
from typing import Literal

from mkdocs.config import config_options
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents
from mkdocs.utils import nest_paths
from mkdocs.utils.templates import TemplateContext

from milepost.portal.formats import Formats
from milepost.portal.links import UrlStyle, anchors, broken_links, resolve, resolved_files, site_href
from milepost.portal.page import Heading, ReadyPage, hold_back, put_back, read_body
from milepost.portal.settings import (
    POLYFILL,
    SCRIPTS,
    STYLES,
    asset_files,
    footer_html,
    nav_setting,
    site_name,
)
from milepost.portal.site import SitePages
from milepost.portal.text import escape

log = get_plugin_logger("milepost")

NavItem = str | dict[str, "str | list[NavItem]"]
_BANNER_ERRORS = 5
_FINDINGS = "findings.md"
PORTAL_ENTRY = "milepost"
"""The entry in a hand-written `nav` where the portal's own pages go."""


class MilepostConfig(Config):  # type: ignore[no-untyped-call]
    """Options of the plugin in mkdocs.yml."""

    project = config_options.Type(str, default=".")
    """The project's folder, relative to mkdocs.yml."""

    docs_under = config_options.Type(str, default="")
    """Folder of the site that the hand-written pages move into, such as `handbook`; empty leaves them where
    they are. With it, docs/index.md does not take the place of the portal's first page."""

    handbook = config_options.Type(bool, default=False)
    """Whether the pages about registers, rules and commands are added to the hand-written ones."""


class MilepostPlugin(BasePlugin[MilepostConfig]):  # type: ignore[no-untyped-call]
    """Hands the portal's pages to MkDocs.

    Attributes:
        load: Makes the portal of a project folder; None stands for `milepost.portal.compose.load_site`.
    """

    load: Callable[[Path], SitePages] | None = None

    def __init__(self) -> None:
        self._serving = False
        self._site: SitePages | None = None
        self._last_good: SitePages | None = None
        self._ready: dict[str, ReadyPage] = {}
        self._held: dict[str, tuple[str, ...]] = {}
        self._ours: set[str] = set()

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:  # noqa: ARG002
        """Remember whether we serve; having this method also keeps the plugin alive between rebuilds."""
        self._serving = command == "serve"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Load the project and add what its pages need to the configuration."""
        self._site = self._load(self._project_dir(config))
        site = self._current()
        config.site_name = config.site_name or site_name(site)
        config.watch.extend(str(path) for path in (self._project_dir(config), *site.watch))
        config.extra_css.extend(style for style in STYLES if style not in config.extra_css)
        for script in SCRIPTS:
            if script not in config.extra_javascript:
                config.extra_javascript.append(script)
        kept = [url for url in config.extra.get("polyfills", []) if "://" not in str(url) and url != POLYFILL]
        config.extra["polyfills"] = [*kept, POLYFILL]
        if not config.copyright and site.provenance is not None:
            config.copyright = footer_html(site.provenance, Formats())
        return config

    def on_files(self, files: Files, /, *, config: MkDocsConfig) -> Files:
        """Add the generated pages and files; a page or file written by hand keeps its place."""
        site = self._current()
        if self.config.docs_under:
            _move_under(self.config.docs_under.strip("/"), files, config)
        self._add_handbook(files, config)
        by_hand = set(files.src_uris)
        urls = UrlStyle.DIRECTORIES if config.use_directory_urls else UrlStyle.FILES
        self._ready, self._ours = {}, set(site.pages) - by_hand
        for path, text in site.pages.items():
            if path in by_hand:
                log.info("'%s' is written by hand and replaces the generated page", path)
                continue
            files.append(File.generated(config, path, content=resolve(text, path, urls)))
        for path, content in {**asset_files(), **resolved_files(site.files, urls)}.items():
            if path not in by_hand:
                files.append(File.generated(config, path, content=content))
        config.nav = _navigation(config.nav, site, by_hand)
        broken = log.info if site.errors else log.warning  # findings may name records the last pages lack
        for link in broken_links(site.pages, files.src_uris):
            broken(str(link))
        return files

    def _add_handbook(self, files: Files, config: MkDocsConfig) -> None:
        if not self.config.handbook:
            return
        from milepost.portal.handbook import handbook_pages

        folder = self.config.docs_under.strip("/")
        for path, text in handbook_pages().items():
            files.append(File.generated(config, f"{folder}/{path}" if folder else path, content=text))

    def on_page_markdown(self, markdown: str, /, *, page: Page, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG002
        """Take our own pages out of Markdown's way: their HTML is ready."""
        if page.file.src_uri not in self._ours:
            return markdown
        self._ready[page.file.src_uri] = read_body(markdown.strip("\n"))
        return ""

    def on_page_content(self, html: str, /, *, page: Page, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG002
        """Give our own pages their HTML, table of contents and anchors."""
        ready = self._ready.pop(page.file.src_uri, None)
        if ready is None:
            return html
        page.toc = table_of_contents(ready.headings)
        page.present_anchor_ids = set(anchors(ready.html))
        urls = UrlStyle.DIRECTORIES if config.use_directory_urls else UrlStyle.FILES
        banner = resolve(self._banner(), page.file.src_uri, urls)
        content, self._held[page.file.src_uri] = hold_back(banner + ready.html)
        return content

    @event_priority(-100)
    def on_page_context(
        self,
        context: TemplateContext,
        /,
        *,
        page: Page,
        config: MkDocsConfig,  # noqa: ARG002
        nav: Navigation,  # noqa: ARG002
    ) -> TemplateContext:
        """Complete our own pages, now that the search has read what it needs."""
        parts = self._held.pop(page.file.src_uri, None)
        if parts is not None:
            page.content = put_back(page.content or "", parts)
        return context

    def _project_dir(self, config: MkDocsConfig) -> Path:
        base = Path(config.config_file_path or ".").resolve().parent
        return base / self.config.project

    def _load(self, project: Path) -> SitePages:
        if not project.is_dir():
            raise PluginError(f"milepost: there is no project folder '{project}'")
        load = self.load
        if load is None:
            from milepost.portal.compose.site import load_site

            load = load_site
        site = load(project)
        if not site.errors:
            self._last_good = site
        elif not self._serving:
            first = site.errors[0]
            raise PluginError(
                f"milepost: the project has {_errors(site)}, the first at {first.span}: "
                f"{first.message} (milepost check shows them all)"
            )
        else:
            for error in site.errors[:_BANNER_ERRORS]:  # as information: warnings would stop a strict build
                log.info("%s: %s", error.span, error.message)
            log.info("The project has %s; the pages say so until it is mended", _errors(site))
        return site

    def _current(self) -> SitePages:
        """The site to show: after a broken edit the last good pages stay, with the findings of the new state.

        Pages of the broken state would say that records are gone which only cannot be read.
        """
        site, good = self._site, self._last_good
        if site is None:
            raise PluginError("milepost: the project was not loaded")
        if not site.errors or good is None:
            return site
        return SitePages(
            name=good.name,
            pages={**good.pages, **{path: text for path, text in site.pages.items() if path == _FINDINGS}},
            files=good.files,
            nav=good.nav,
            provenance=good.provenance,
            findings=site.findings,
            watch=site.watch,
        )

    def _banner(self) -> str:
        """What every page shows on top while the project has errors; only ever seen under serve."""
        site = self._site
        if site is None or not site.errors:
            return ""
        shown = site.errors[:_BANNER_ERRORS]
        items = "".join(
            f"<li><code>{escape(str(error.span))}</code> {escape(error.message)}</li>" for error in shown
        )
        more = len(site.errors) - len(shown)
        rest = f"<p>and {more} more</p>" if more else ""
        page = f'<a href="{site_href(_FINDINGS)}">Findings</a>' if _FINDINGS in site.pages else ""
        state = "Pages lack what could not be read."
        if self._last_good is not None:
            state = "Pages show the last state without errors."
        return (
            f'<div class="mp-broken" role="alert"><p><strong>The project has {_errors(site)}.</strong>'
            f" {state} {page}</p><ul>{items}</ul>{rest}</div>"
        )


def _errors(site: SitePages) -> str:
    return "one error" if len(site.errors) == 1 else f"{len(site.errors)} errors"


def table_of_contents(headings: tuple[Heading, ...]) -> TableOfContents:
    """The table of contents of a ready page, as MkDocs makes it from Markdown."""
    top: list[AnchorLink] = []
    open_items: list[AnchorLink] = []
    for heading in headings:
        item = AnchorLink(heading.html, heading.anchor, heading.level)
        while open_items and open_items[-1].level >= item.level:
            open_items.pop()
        (open_items[-1].children if open_items else top).append(item)
        open_items.append(item)
    if top:
        vars(top[0])["active"] = True  # as MkDocs marks the first entry
    return TableOfContents(top)


def _move_under(folder: str, files: Files, config: MkDocsConfig) -> None:
    """Move every file of docs_dir into a folder of the site; links among them stay right."""
    for file in list(files):
        if file.src_dir != config.docs_dir or file.abs_src_path is None:
            continue
        moved = File.generated(config, f"{folder}/{file.src_uri}", abs_src_path=file.abs_src_path)
        moved.edit_uri = file.edit_uri or file.src_uri
        files.remove(file)
        files.append(moved)


def _navigation(nav: list[NavItem] | None, site: SitePages, by_hand: set[str]) -> list[NavItem]:
    """The site's navigation.

    Without a `nav` in mkdocs.yml: the portal, then the hand-written pages by folder. With one: its entry
    `milepost` becomes the portal's groups, and an entry that ends with a slash becomes that folder's pages
    (with `docs_under`, entries name the pages where they moved to).
    """
    ours: list[NavItem] = nav_setting(site.nav)  # type: ignore[assignment]
    written = sorted(path for path in by_hand if path.endswith(".md") and path not in site.pages)
    written.sort(key=lambda path: (path.rpartition("/")[0], not path.endswith("index.md")))
    if nav is None:
        return [*ours, *_nested(written)]
    return [item for entry in nav for item in _expanded(entry, ours, written)]


def _expanded(entry: NavItem, ours: list[NavItem], by_hand: list[str]) -> list[NavItem]:
    if entry == PORTAL_ENTRY:
        return ours
    if isinstance(entry, dict):
        return [{title: _expanded_value(value, ours, by_hand) for title, value in entry.items()}]
    if entry.endswith("/"):
        return _folder(entry, by_hand)
    return [entry]


def _expanded_value(
    value: str | list[NavItem], ours: list[NavItem], by_hand: list[str]
) -> str | list[NavItem]:
    if isinstance(value, list):
        return [item for entry in value for item in _expanded(entry, ours, by_hand)]
    return _folder(value, by_hand) if value.endswith("/") else value


def _folder(prefix: str, by_hand: list[str]) -> list[NavItem]:
    inside = [path.removeprefix(prefix) for path in by_hand if path.startswith(prefix)]
    return _prefixed(_nested(inside), prefix)


def _nested(paths: list[str]) -> list[NavItem]:
    nested: list[NavItem] = nest_paths(paths)  # type: ignore[no-untyped-call]
    return nested


def _prefixed(items: list[NavItem], prefix: str) -> list[NavItem]:
    made: list[NavItem] = []
    for item in items:
        if isinstance(item, str):
            made.append(prefix + item)
        else:
            made.extend({title: _prefixed_value(value, prefix)} for title, value in item.items())
    return made


def _prefixed_value(value: str | list[NavItem], prefix: str) -> str | list[NavItem]:
    return prefix + value if isinstance(value, str) else _prefixed(value, prefix)
