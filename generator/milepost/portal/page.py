"""A page as the text of a Markdown file: headings as Markdown, everything between them as ready HTML.

The text is valid for any engine that reads Markdown. Its blocks are separated by blank lines and a block of
HTML contains none, so the plugin can take the same text apart again and skip Markdown altogether.
"""

import json
import re
from collections.abc import Iterator

from milepost.frozen import frozen
from milepost.portal.text import escape, heading_text, inert_braces, one_line

MARK = "milepost: page"
_HEADING = re.compile(r"(#{1,3}) (.*) \{: #([^ }]+) \}")
_BLANK_LINE = re.compile(r"\n(?=[ \t]*\n)")
_PREFORMATTED = re.compile(r"<pre\b.*?</pre>", re.DOTALL)
_NOT_SEARCHED = re.compile(r"<(table|figure)\b[^>]* data-search-exclude[ >].*?</\1>", re.DOTALL)
_HELD = re.compile(r'<i data-held="([0-9]+)"></i>')
_FRONT_MATTER = re.compile(r"---\n(.*?)\n---\n", re.DOTALL)


@frozen
class Section:
    """A part of a page under a heading that the table of contents shows.

    Attributes:
        anchor: Id of the heading, unique on the page.
        title: The heading's text.
        html: Ready HTML.
        level: 2 or 3.
    """

    anchor: str
    title: str
    html: str
    level: int = 2


@frozen
class Page:
    """A page of the portal.

    Attributes:
        title: Title, as the first heading and, unless `nav_title` is given, in the navigation.
        lead: Ready HTML between the title and the first section.
        sections: The sections, in order.
        hide: What Material leaves out on this page: `toc`, `navigation`.
        description: One sentence for search engines and link previews, or empty.
        nav_title: Title in the navigation, or empty.
    """

    title: str
    lead: str
    sections: tuple[Section, ...] = ()
    hide: tuple[str, ...] = ()
    description: str = ""
    nav_title: str = ""


def page_text(page: Page, foot: str = "") -> str:
    """Write a page as the text of a Markdown file; `foot` is ready HTML and comes last."""
    return "".join(page_parts(page, foot))


def page_parts(page: Page, foot: str = "") -> Iterator[str]:
    """As `page_text`, in parts as they come, for whoever writes a large page to a file."""
    title = escape(one_line(page.nav_title or page.title))
    yield f"---\n{MARK}\ntitle: {_yaml(title)}\n"
    if page.description:
        yield f"description: {_yaml(escape(one_line(page.description)))}\n"
    if page.hide:
        yield f"hide: [{', '.join(page.hide)}]\n"
    yield f"---\n\n# {heading_text(page.title)} {{: #top }}"
    yield from _block(page.lead)
    for section in page.sections:
        yield f"\n\n{'#' * section.level} {heading_text(section.title)} {{: #{section.anchor} }}"
        yield from _block(section.html)
    yield from _block(foot)
    yield "\n"


@frozen
class Heading:
    """A heading of a page, as the table of contents needs it; `html` is its text, escaped."""

    level: int
    anchor: str
    html: str


@frozen
class ReadyPage:
    """A page taken apart: its HTML as Markdown would have made it, and its headings."""

    html: str
    headings: tuple[Heading, ...]


def is_page(text: str) -> bool:
    """Whether a text is one that `page_text` wrote, with its front matter."""
    return text.startswith(f"---\n{MARK}\n")


def body_of(text: str) -> str:
    """The text behind the front matter."""
    return _FRONT_MATTER.sub("", text, count=1).strip("\n")


def read_body(body: str) -> ReadyPage:
    """Take the body of a page apart without Markdown.

    Args:
        body: What `page_text` wrote, without the front matter.
    """
    headings: list[Heading] = []
    return ReadyPage("\n".join(_html_blocks(body, headings)), tuple(headings))


def hold_back(html: str) -> tuple[str, tuple[str, ...]]:
    """Take out the parts that are not searched: an indexer would read every tag of them only to drop it.

    Returns:
        The HTML with a mark for each part, and the parts, for `put_back`.
    """
    parts: list[str] = []

    def mark(match: re.Match[str]) -> str:
        parts.append(match[0])
        return f'<i data-held="{len(parts) - 1}"></i>'

    return _NOT_SEARCHED.sub(mark, html), tuple(parts)


def put_back(html: str, parts: tuple[str, ...]) -> str:
    """Put back what `hold_back` took out."""
    return _HELD.sub(lambda match: parts[int(match[1])], html)


def _html_blocks(body: str, headings: list[Heading]) -> Iterator[str]:
    for block in body.split("\n\n"):
        match = _HEADING.fullmatch(block)
        if match is None:
            yield block
            continue
        heading = Heading(len(match[1]), match[3], match[2])
        headings.append(heading)
        tag, anchor = f"h{heading.level}", heading.anchor
        link = f'<a class="headerlink" href="#{anchor}" title="Permanent link">&para;</a>'
        yield f'<{tag} id="{anchor}">{heading.html}{link}</{tag}>'


def _yaml(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _block(html: str) -> tuple[str, ...]:
    """One block of raw HTML, in parts: a block-level element around it, and no blank line in it."""
    if not html.strip():
        return ()
    kept = _PREFORMATTED.sub(lambda match: match[0].replace("\n", "&#10;"), html)
    joined = _BLANK_LINE.sub("", kept).strip("\n")
    return ('\n\n<div class="mp">\n', inert_braces(joined), "\n</div>")
