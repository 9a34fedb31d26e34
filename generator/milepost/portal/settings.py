"""What MkDocs is told about a portal: theme, navigation, footer, style sheets; made from its values."""

import json
from collections.abc import Sequence
from pathlib import Path

from milepost.portal.formats import Formats
from milepost.portal.links import UrlStyle
from milepost.portal.site import NavGroup, SitePages
from milepost.portal.text import escape, one_line
from milepost.portal.views.values import Provenance
from milepost.resources import resource_dir

Setting = str | bool | int | None | Sequence["Setting"] | dict[str, "Setting"]

ASSETS = "assets/milepost"
STYLES = (f"{ASSETS}/milepost.css",)
"""One style sheet for every page: all of theme/assets/, joined. A new file needs no entry anywhere."""

_FIRST_STYLES = ("palette.css", "frame.css", "words.css")
"""What the other style sheets build on; those follow by name."""

_SCRIPTS = ("milepost", "tables", "cards", "gantt-arrows", "gantt-bar", "gantt-notes", "gantt", "tree")
SCRIPTS = tuple(f"{ASSETS}/{name}.js" for name in _SCRIPTS)
POLYFILL = f"{ASSETS}/iframe-worker.js"
"""Lets the search work from file://; its name tells Material's offline plugin that it is there."""

_FEATURES = (
    "navigation.sections",
    "navigation.indexes",
    "navigation.path",
    "navigation.top",
    "navigation.tracking",
    "search.highlight",
    "content.tooltips",
)
_EXTENSIONS: tuple[Setting, ...] = (
    "attr_list",
    "tables",
    "admonition",
    "def_list",
    "pymdownx.superfences",
    "pymdownx.details",
    {"toc": {"permalink": True}},
)


def asset_files() -> dict[str, bytes]:
    """The theme's style sheets and scripts, by their path in the site."""
    files = sorted(file for file in (resource_dir("theme") / "assets").iterdir() if file.is_file())
    made = {f"{ASSETS}/{file.name}": file.read_bytes() for file in files if file.suffix != ".css"}
    return {STYLES[0]: _joined_styles([file for file in files if file.suffix == ".css"]), **made}


def _joined_styles(files: Sequence[Path]) -> bytes:
    first = {name: place for place, name in enumerate(_FIRST_STYLES)}
    ordered = sorted(files, key=lambda file: (first.get(file.name, len(first)), file.name))
    return b"\n".join(file.read_bytes() for file in ordered)


def nav_setting(nav: Sequence[NavGroup]) -> list[Setting]:
    """The navigation as MkDocs writes it; the pages bring their titles themselves."""
    made: list[Setting] = []
    for group in nav:
        if group.title:
            made.append({escape(one_line(group.title)): list(group.pages)})
        else:
            made.extend(group.pages)
    return made


def footer_html(provenance: Provenance, formats: Formats) -> str:
    """What stands at the foot of every page: status date, commit and version."""
    parts = [f"Status date {escape(formats.day(provenance.status_date))}"]
    if provenance.commit:
        changed = " with uncommitted changes" if provenance.dirty else ""
        commit = f"<code>{escape(provenance.commit)}</code>"
        if provenance.commit_url:
            commit = f'<a href="{escape(provenance.commit_url)}">{commit}</a>'
        parts.append(f"commit {commit}{changed}")
    parts.append(f"Milepost {escape(provenance.version)}")
    return " · ".join(parts)


def theme_setting() -> dict[str, Setting]:
    """The theme: Material without any request to another host, light and dark."""

    def scheme(name: str, media: str, icon: str, label: str) -> Setting:
        return {
            "media": media,
            "scheme": name,
            "primary": "custom",
            "accent": "custom",
            "toggle": {"icon": icon, "name": label},
        }

    return {
        "name": "material",
        "font": False,
        "language": "en",
        "features": list(_FEATURES),
        "icon": {"logo": "material/sign-direction"},
        "palette": [
            scheme(
                "default", "(prefers-color-scheme: light)", "material/weather-sunny", "Switch to dark colours"
            ),
            scheme(
                "slate", "(prefers-color-scheme: dark)", "material/weather-night", "Switch to light colours"
            ),
        ],
    }


def site_name(site: SitePages) -> str:
    """The site's name as MkDocs templates take it: they do not escape it."""
    return escape(one_line(site.name))


def build_settings(project: Path, docs: Path, urls: UrlStyle) -> dict[str, Setting]:
    """The configuration that `milepost build` and `serve` use when a project brings no mkdocs.yml.

    Args:
        project: The project's folder.
        docs: An empty folder; every page comes from the plugin.
        urls: How addresses look.
    """
    return {
        "site_name": "",  # the plugin puts the project's name here
        "docs_dir": str(docs),
        "use_directory_urls": urls is UrlStyle.DIRECTORIES,
        "theme": theme_setting(),
        "plugins": ["search", {"milepost": {"project": str(project)}}, *_offline(urls)],
        "markdown_extensions": list(_EXTENSIONS),
        "validation": {"omitted_files": "info", "links": {"anchors": "warn"}},
    }


def tree_settings(site: SitePages, formats: Formats, urls: UrlStyle) -> dict[str, Setting]:
    """The configuration of a written tree, which any engine that reads mkdocs.yml builds without Milepost."""
    settings: dict[str, Setting] = {
        "site_name": site_name(site),
        "docs_dir": "docs",
        "use_directory_urls": urls is UrlStyle.DIRECTORIES,
        "theme": theme_setting(),
        "nav": nav_setting(site.nav),
        "plugins": ["search"],
        "extra_css": list(STYLES),
        "extra_javascript": list(SCRIPTS),
        "markdown_extensions": list(_EXTENSIONS),
    }
    if site.provenance is not None:
        settings["copyright"] = footer_html(site.provenance, formats)
    return settings


def settings_text(settings: dict[str, Setting]) -> str:
    """Settings as the text of a mkdocs.yml (JSON is YAML)."""
    return json.dumps(settings, indent=2, ensure_ascii=False) + "\n"


def _offline(urls: UrlStyle) -> list[Setting]:
    return ["offline"] if urls is UrlStyle.FILES else []
