"""Make text from outside safe to print: no control characters, no reordering marks, nothing unescaped."""

import re
from html import escape as _escape

# C0 and C1 controls but tab and newline, surrogates and non-characters, and the marks that reorder the
# text around them (embeddings, overrides, isolates); the plain LRM and RLM marks stay, languages need them.
_UNWANTED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
_LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_MARKDOWN = re.compile(r"[!-+./:-@\[-`{-~]")
_TICKS = re.compile(r"`([^`]+)`")
_BRACES = re.compile(r"\{(?=[{%#])")


def clean(text: str) -> str:
    """Remove what no page may contain: control characters and marks that reorder the text around them."""
    return _UNWANTED.sub("", _LINE_ENDS.sub("\n", text))


def escape(text: str) -> str:
    """Clean a text and escape it for HTML content and quoted attributes."""
    return _escape(clean(text), quote=True)


def one_line(text: str) -> str:
    """Clean a text and join its lines and runs of white space with single spaces."""
    return " ".join(clean(text).split())


def heading_text(text: str) -> str:
    """Write a text for a Markdown heading: every character with a meaning becomes a numeric entity."""
    return _MARKDOWN.sub(lambda match: f"&#{ord(match[0])};", one_line(text))


def inert_braces(html: str) -> str:
    """Replace what a template engine further down would read as its own with the same in entities."""
    return _BRACES.sub("&#123;", html)


def coded(text: str) -> str:
    """Escape a sentence of ours; what stands between backticks becomes code."""
    return _TICKS.sub(r"<code>\1</code>", escape(text))


def counted(number: int, one: str, many: str = "") -> str:
    """A number with its word: `1 task`, `1,200 tasks`, `2 people`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def slug(text: str, fallback: str = "section") -> str:
    """Turn a title into an anchor of lower-case letters, digits and hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-") or fallback
