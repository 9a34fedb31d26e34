"""User Markdown to HTML that cannot do harm: no raw HTML, no images, links only where they are safe."""

import re
from functools import lru_cache
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

import nh3
from markdown import Markdown
from markdown.treeprocessors import Treeprocessor

from milepost.portal.text import clean, escape

if TYPE_CHECKING:
    from collections.abc import Iterator

_SCHEMES = ("http", "https", "mailto")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_UNSAFE_CHARACTERS = re.compile(r"[\x00-\x20\x7f-\xa0\\]")
_PLAIN = re.compile(r"[^\W_](?:[^\W_]|[ ,;()/'%?€$£°…\u2013\u2014-]|[.:](?=\s|$))*")
_STARTS_LIKE_MARKDOWN = re.compile(r"\d+[.)]\s|www\.")
_BLOCKS = "blockquote br h4 h5 h6 hr li ol p pre table tbody td th thead tr ul"
_TAGS = frozenset(f"a abbr b code del em i s strong sub sup {_BLOCKS}".split())
_ATTRIBUTES = {"a": {"href", "title"}, "td": {"align"}, "th": {"align"}, "ol": {"start"}}
_HEADINGS = {f"h{level}": f"h{min(level + 3, 6)}" for level in range(1, 7)}


def safe_url(url: str) -> str | None:
    """Return an address that may become a link, or None.

    Allowed are http, https and mailto addresses and relative ones; not other schemes, not `//host`, which
    would leave the site without saying so, and nothing with white space, controls or backslashes in it.
    """
    candidate = url.strip()
    if not candidate or _UNSAFE_CHARACTERS.search(candidate) or candidate.startswith("//"):
        return None
    scheme = _SCHEME.match(candidate)
    if scheme:
        return candidate if scheme[0][:-1].lower() in _SCHEMES else None
    if ":" in re.split(r"[/?#]", candidate, maxsplit=1)[0]:
        return None
    return candidate


def block(text: str) -> str:
    """Render Markdown of any length to sanitised HTML blocks."""
    stripped = text.strip()
    return _block(stripped) if stripped else ""


def inline(text: str) -> str:
    """Render a single paragraph of Markdown to sanitised HTML without a block around it."""
    html = block(" ".join(text.split()))
    body = html.removeprefix("<p>").removesuffix("</p>")
    return body if html == f"<p>{body}</p>" and "<p>" not in body else html


@lru_cache(maxsize=16384)
def _block(text: str) -> str:
    if _PLAIN.fullmatch(text) and not _STARTS_LIKE_MARKDOWN.match(text):
        return f"<p>{escape(text)}</p>"
    converter = _converter()
    html = converter.convert(clean(text))
    converter.reset()
    return nh3.clean(
        html,
        tags=set(_TAGS),
        attributes={tag: set(names) for tag, names in _ATTRIBUTES.items()},
        url_schemes=set(_SCHEMES),
        attribute_filter=_filter_attribute,
        link_rel="noopener noreferrer",
    )


@lru_cache(maxsize=1)
def _converter() -> Markdown:
    converter = Markdown(extensions=["tables", "fenced_code", "sane_lists"], output_format="html")
    converter.preprocessors.deregister("html_block")
    converter.inlinePatterns.deregister("html")
    converter.treeprocessors.register(_Tame(converter), "milepost-tame", 1)
    return converter


def _filter_attribute(_tag: str, attribute: str, value: str) -> str | None:
    return safe_url(value) if attribute == "href" else value


class _Tame(Treeprocessor):
    """Turn images into links, and move headings below those of the page."""

    def run(self, root: Element) -> None:
        """Change the tree in place."""
        for element in _elements(root):
            if element.tag in _HEADINGS:
                element.tag = _HEADINGS[element.tag]
            for image in element.findall("img"):
                self._to_link(image)

    def _to_link(self, image: Element) -> None:
        label = image.get("alt") or image.get("src") or "image"
        source = image.get("src", "")
        tail = image.tail
        image.clear()
        image.tag = "a"
        image.set("href", source)
        image.text = label
        image.tail = tail


def _elements(root: Element) -> "Iterator[Element]":
    yield from list(root.iter())
