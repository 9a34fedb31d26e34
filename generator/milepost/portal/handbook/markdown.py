"""Markdown that says exactly what it is given: nothing in a text becomes markup, in tables neither."""

import re
from collections.abc import Iterable, Sequence

from milepost.portal.text import clean, one_line

_SPECIAL = re.compile(r"[&<>|\\`*_{}\[\]~^#]")
_AT_START = re.compile(r"[-+=]|\d+[.)]")
_CODE = re.compile(r"(?<!`)`([^`]+)`(?!`)")


def words(text: str) -> str:
    """A text on one line, for headings, cells and paragraphs.

    Every character with a meaning becomes an entity, save that what stands between backticks is code.
    """
    line = one_line(text)
    parts = _CODE.split(line)
    made = "".join(code(part) if index % 2 else _inert(part) for index, part in enumerate(parts))
    return f"&#{ord(line[0])};{made[1:]}" if _AT_START.match(line) else made


def code(text: str) -> str:
    """A text on one line as code, whatever it holds."""
    line = one_line(text)
    if not line:
        return ""
    return f"<code>{_inert(line)}</code>" if re.search(r"[`|\\]", line) else f"`{line}`"


def _inert(line: str) -> str:
    return _SPECIAL.sub(lambda match: f"&#{ord(match[0])};", line)


def link(label: str, address: str) -> str:
    """A link; the label is Markdown already."""
    return f"[{label}]({address})"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table of cells that are Markdown already, each on one line and without a bare `|`."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def fenced(text: str, language: str = "yaml", title: str = "") -> str:
    """A block of code."""
    body = clean(text).rstrip("\n")
    fence = "`" * max(3, max((len(run) for run in re.findall("`+", body)), default=0) + 1)
    label = f'{language} title="{one_line(title)}"' if title else language
    return f"{fence}{label}\n{body}\n{fence}"


def heading(level: int, text: str, anchor: str) -> str:
    """A heading with an anchor of its own; the text is Markdown already."""
    return f"{'#' * level} {text} {{: #{anchor} }}"


def page(title: str, *blocks: str) -> str:
    """A page with its title in the front matter, so that the navigation needs no guess."""
    front = f"---\ntitle: {_quoted(title)}\n---\n\n"
    return front + "\n\n".join((f"# {words(title)}", *(block for block in blocks if block))) + "\n"


def _quoted(title: str) -> str:
    line = one_line(title).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return '"' + line.replace("\\", "\\\\").replace('"', '\\"') + '"'
