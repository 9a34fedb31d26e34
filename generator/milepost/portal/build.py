"""Build, serve or write a portal: MkDocs run from here, and an output folder that changes all at once."""

import logging
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from mkdocs.commands import build as mkdocs_build
from mkdocs.commands import serve as mkdocs_serve
from mkdocs.config import load_config
from mkdocs.exceptions import MkDocsException

from milepost.portal.formats import Formats
from milepost.portal.links import UrlStyle, broken_links, resolve, resolved_files
from milepost.portal.plugin import MilepostPlugin
from milepost.portal.settings import asset_files, build_settings, settings_text, tree_settings
from milepost.portal.site import SitePages

_OURS = "assets/milepost"


class PortalError(Exception):
    """The portal could not be built; the message says why, and the output folder is as it was."""


def build(
    site: SitePages,
    project: Path,
    out: Path,
    urls: UrlStyle = UrlStyle.FILES,
    config: Path | None = None,
    *,
    own: bool = True,
) -> None:
    """Build a portal into a folder.

    A `mkdocs.yml` in the project's folder is used; without one, the portal's own settings are. The site is
    built beside `out` and takes its place only when it is complete.

    Args:
        site: The portal, loaded from the project and free of errors.
        project: The project's folder.
        out: The folder to publish; an earlier site in it is replaced.
        urls: How addresses look, unless a mkdocs.yml says.
        config: A mkdocs.yml to use instead of the project's.
        own: Whether the project's mkdocs.yml counts; it does not for a site of another revision.

    Raises:
        PortalError: If the project has errors, the folder holds something else, or MkDocs fails.
    """
    if site.errors:
        raise PortalError(f"the project has {len(site.errors)} errors; nothing was built")
    with (
        replacing(out) as target,
        _configured(config, project, urls, own=own) as config_file,
        _reproducible(site),
        _complaints() as complaints,
    ):
        try:
            loaded = load_config(str(config_file), site_dir=str(target), strict=True)
            plugin = loaded.plugins.get("milepost")
            if not isinstance(plugin, MilepostPlugin):
                raise PortalError(f"{config_file} does not use the milepost plugin")
            plugin.load = _always(site)
            loaded.plugins.on_startup(command="build", dirty=False)
            mkdocs_build.build(loaded)
            loaded.plugins.on_shutdown()
        except MkDocsException as error:
            said = "".join(f"\n{one}" for one in complaints)
            raise PortalError(f"MkDocs could not build the site: {error}{said}") from error


def serve(project: Path, address: str = "127.0.0.1:8000", config: Path | None = None) -> None:
    """Serve a portal and rebuild it on every edit, until interrupted.

    An edit that breaks the project is shown in the browser, beside the last pages that could be made.

    Args:
        project: The project's folder.
        address: Host and port to listen on.
        config: A mkdocs.yml to use instead of the project's.

    Raises:
        PortalError: If MkDocs cannot start.
    """
    with _configured(config, project, UrlStyle.FILES) as config_file:
        try:
            mkdocs_serve.serve(str(config_file), dev_addr=address)
        except MkDocsException as error:
            raise PortalError(f"MkDocs could not serve the site: {error}") from error


def pages(site: SitePages, out: Path, urls: UrlStyle = UrlStyle.FILES) -> None:
    """Write the tree of a portal for another engine: `mkdocs.yml`, and `docs/` with pages, files and assets.

    Raises:
        PortalError: If a link leads nowhere, or the folder holds something else.
    """
    broken = broken_links(site.pages, site.files)
    if broken:
        raise PortalError("\n".join(str(link) for link in broken))
    with replacing(out) as target:
        _write(target / "mkdocs.yml", settings_text(tree_settings(site, Formats(), urls)).encode())
        for path, text in site.pages.items():
            _write(target / "docs" / path, resolve(text, path, urls).encode())
        for path, content in {**asset_files(), **resolved_files(site.files, urls)}.items():
            _write(target / "docs" / path, content)


@contextmanager
def replacing(out: Path) -> Iterator[Path]:
    """Yield an empty folder beside `out` that takes its place when the block ends without an exception.

    Raises:
        PortalError: If `out` is a file, holds anything but what was published there before, or cannot be
            written.
    """
    try:
        with _replacing(out.resolve()) as building:
            yield building
    except OSError as error:
        raise PortalError(f"'{out}' cannot be written: {error}") from error


@contextmanager
def _replacing(out: Path) -> Iterator[Path]:
    _refuse_foreign(out)
    out.parent.mkdir(parents=True, exist_ok=True)
    building = out.with_name(f".{out.name}.building-{os.getpid()}")
    replaced = out.with_name(f".{out.name}.replaced-{os.getpid()}")
    shutil.rmtree(building, ignore_errors=True)
    building.mkdir()
    try:
        yield building
        if out.exists():
            out.rename(replaced)
        try:
            building.rename(out)
        except OSError:
            if replaced.exists():
                replaced.rename(out)
            raise
    finally:
        shutil.rmtree(building, ignore_errors=True)
        shutil.rmtree(replaced, ignore_errors=True)


def _refuse_foreign(out: Path) -> None:
    if not out.exists():
        return
    if not out.is_dir():
        raise PortalError(f"'{out}' is a file, not a folder")
    published = (out / _OURS).is_dir() or (out / "docs" / _OURS).is_dir()
    if any(out.iterdir()) and not published:
        raise PortalError(f"'{out}' holds something that is not a portal; choose another folder or empty it")


@contextmanager
def _configured(config: Path | None, project: Path, urls: UrlStyle, *, own: bool = True) -> Iterator[Path]:
    """The mkdocs.yml to build with: the one named, the project's, or one of ours in a temporary folder."""
    chosen = config or project / "mkdocs.yml"
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    if chosen.is_file() and (own or config is not None):
        yield chosen
        return
    with tempfile.TemporaryDirectory(prefix="milepost-") as folder:
        docs = Path(folder) / "docs"
        docs.mkdir()
        config_file = Path(folder) / "mkdocs.yml"
        settings = build_settings(project.resolve(), docs, urls)
        config_file.write_text(settings_text(settings), encoding="utf-8")
        yield config_file


@contextmanager
def _reproducible(site: SitePages) -> Iterator[None]:
    """Let MkDocs date what it writes by the status date, so that the same commit gives the same bytes."""
    name = "SOURCE_DATE_EPOCH"
    if name in os.environ or site.provenance is None:
        yield
        return
    day = site.provenance.status_date
    os.environ[name] = str(int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp()))
    try:
        yield
    finally:
        del os.environ[name]


class _Complaints(logging.Handler):
    """Keeps what MkDocs warns of: under strict it counts warnings and would show them to nobody."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a message."""
        self.lines.append(record.getMessage())


@contextmanager
def _complaints() -> Iterator[list[str]]:
    """Yield a list that grows by the warnings and errors of MkDocs."""
    handler, log = _Complaints(), logging.getLogger("mkdocs")
    log.addHandler(handler)
    try:
        yield handler.lines
    finally:
        log.removeHandler(handler)


def _always(site: SitePages) -> Callable[[Path], SitePages]:
    return lambda _project: site


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
