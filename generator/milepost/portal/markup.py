"""User Markdown to HTML that cannot do harm: no raw HTML, no images, links only where they are safe."""

import re
from functools import lru_cache

from milepost.portal.text import clean, escape

_SCHEMES = ("http", "https", "mailto")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_UNSAFE_CHARACTERS = re.compile(r"[\x00-\x20\x7f-\xa0\\]")
_PLAIN = re.compile(r"[^\W_](?:[^\W_]|[ ,;()/'%?€$£°…\u2013\u2014-]|[.:](?=\s|$))*")
_STARTS_LIKE_MARKDOWN = re.compile(r"\d+[.)]\s|www\.")
_BLOCKS = "blockquote br h4 h5 h6 hr li ol p pre table tbody td th thead tr ul"
_TAGS = frozenset(f"a abbr b code del em i s strong sub sup {_BLOCKS}".split())
_ATTRIBUTES = {"a": {"href", "title"}, "td": {"align"}, "th": {"align"}, "ol": {"start"}}


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
    import nh3

    from milepost.portal.converter import converter_of_texts  # costs megabytes, and most texts are plain

    converter = converter_of_texts()
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


def _filter_attribute(_tag: str, attribute: str, value: str) -> str | None:
    return safe_url(value) if attribute == "href" else value
