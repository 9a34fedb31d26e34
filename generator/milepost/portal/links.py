"""Internal links: written as `site:<path>#<anchor>`, resolved per page and checked before publication.

MkDocs neither rewrites nor checks links inside raw HTML, and how a page's address looks depends on the
site's settings. So templates name pages by their path in the tree, and the last step makes addresses of it.
"""

import posixpath
import re
from collections.abc import Iterable, Mapping
from enum import Enum

from milepost.frozen import frozen
from milepost.portal.text import escape

_SITE_LINK = re.compile(r'(?<=")site:([^"#]*)((?:#[^"]*)?)(?=")')
_LOCAL_LINK = re.compile(r'(?<= href=")#([^"]+)(?=")')
_ID = re.compile(r'(?<= id=")[^"]+(?=")|(?<= \{: #)[^ }]+(?= \}$)', re.MULTILINE)


class UrlStyle(Enum):
    """How addresses look: `risks.html`, which also works from file://, or `risks/`, which needs a server."""

    FILES = "files"
    DIRECTORIES = "directories"


@frozen
class BrokenLink:
    """A link that leads nowhere: the page it stands on, its target, and what is wrong with it."""

    page: str
    target: str
    problem: str

    def __str__(self) -> str:
        return f"{self.page}: link to '{self.target}': {self.problem}"


def site_href(path: str, anchor: str = "") -> str:
    """The href of a page or file of the site, before it is known from where it is linked.

    Args:
        path: Path in the tree (`registers/risks.md`), or empty for the page itself.
        anchor: Id on that page, or empty.
    """
    fragment = f"#{escape(anchor)}" if anchor else ""
    return f"site:{escape(path)}{fragment}" if path else fragment


def address(path: str, urls: UrlStyle) -> str:
    """The address of a page or file relative to the site's root."""
    if not path.endswith(".md"):
        return path
    stem = path.removesuffix(".md")
    if urls is UrlStyle.FILES:
        return f"{stem}.html"
    folder = posixpath.dirname(stem) if posixpath.basename(stem) == "index" else stem
    return f"{folder}/" if folder else ""


def resolve(text: str, at: str, urls: UrlStyle) -> str:
    """Turn every internal link in a page's text into an address relative to the page at path `at`."""
    here = address(at, urls)
    base = posixpath.dirname(here)
    known: dict[str, str] = {}

    def relative(match: re.Match[str]) -> str:
        path, fragment = match[1], match[2]
        if path not in known:
            known[path] = _relative(address(path, urls), base)
        return known[path] + fragment

    return _SITE_LINK.sub(relative, text)


def resolved_files(files: Mapping[str, bytes], urls: UrlStyle) -> dict[str, bytes]:
    """The files of a site with the internal links of feeds turned into addresses relative to the feed."""
    return {
        path: resolve(content.decode(), path, urls).encode() if path.endswith(".xml") else content
        for path, content in files.items()
    }


def _relative(target: str, base: str) -> str:
    folder = target.endswith("/") or not target
    relative = posixpath.relpath(target or ".", base or ".")
    return f"{relative}/" if folder else relative


def anchors(text: str) -> list[str]:
    """Every id that a page's text defines, in order."""
    return _ID.findall(text)


def broken_links(pages: Mapping[str, str], files: Iterable[str]) -> tuple[BrokenLink, ...]:
    """Check every internal link of generated pages, and that no id is defined twice on a page.

    Args:
        pages: Path to unresolved text.
        files: Other paths that may be linked: downloads, and pages that are not ours.

    Returns:
        What is broken, in page order.
    """
    others = set(files)
    ids = {path: anchors(text) for path, text in pages.items()}
    defined = {path: set(found) for path, found in ids.items()}
    broken: list[BrokenLink] = []
    for path, text in pages.items():
        seen: set[str] = set()
        for anchor in ids[path]:
            if anchor in seen:
                broken.append(BrokenLink(path, f"#{anchor}", "the id is defined twice on this page"))
            seen.add(anchor)
        targets = {(match[1], match[2][1:]) for match in _SITE_LINK.finditer(text)}
        targets |= {("", match[1]) for match in _LOCAL_LINK.finditer(text)}
        for target, anchor in sorted(targets):
            problem = _problem(target or path, anchor, defined, others)
            if problem:
                broken.append(BrokenLink(path, f"{target}#{anchor}" if anchor else target, problem))
    return tuple(broken)


def _problem(target: str, anchor: str, defined: Mapping[str, set[str]], others: set[str]) -> str:
    if target in defined:
        return "" if not anchor or anchor in defined[target] else "there is no such anchor on that page"
    return "" if target in others else "there is no such page or file"
