"""The data of every chart as a CSV file, from the table that says the same, with a link below the chart.

A chart or matrix is found by what it is made of, so that no page has to think of it. Where a figure has no
table of its own, the next one on the page has its numbers.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from html import unescape

from milepost.frozen import frozen, replace
from milepost.portal.downloads import csv_text
from milepost.portal.links import site_href
from milepost.portal.page import Page, Section

FOLDER = "data/charts/"
_CHART = re.compile(
    r'<figure class="mp-chart"|<ul class="mp-bars"'
    r'|<(?:table|svg) class="mp-(?:load|marks|matrix|grid|spark)\b'
)
_GANTT = re.compile(r'<table class="mp-g"')
_TABLE = re.compile(r"<table\b[^>]*>(.*?)</table>", re.DOTALL)
_ROW = re.compile(r"<tr\b[^>]*>(.*?)</tr>", re.DOTALL)
_CELL = re.compile(r"<(t[hd])\b([^>]*)>(.*?)</\1>", re.DOTALL)
_WIDE = re.compile(r'colspan="(\d+)"')
_KEY = re.compile(r'\bdata-s="([^"]+)"')
_UNIT = re.compile(r'\bdata-u="([^"]+)"')
_DAY = re.compile(r'<time datetime="([^"]+)">[^<]*(?:<br>[^<]*)?</time>')
_NOT_SAID = re.compile(r"<(\w+)\b[^>]*aria-hidden=[^>]*>.*?</\1>", re.DOTALL)
_TAG = re.compile(r'<(?:[^<>"]|"[^"]*")*>')
_BAR = re.compile(r'<li [^>]*data-done="(\d+)" data-of="(\d+)"><span[^>]*>(.*?)</span>', re.DOTALL)


@frozen
class ChartFile:
    """The data of one chart.

    Attributes:
        path: Path in the tree.
        title: What the chart says.
        page: Title of its page.
        content: The CSV file.
    """

    path: str
    title: str
    page: str
    content: bytes


def with_data(pages: Mapping[str, Page], gantt: str) -> tuple[dict[str, Page], tuple[ChartFile, ...]]:
    """Put a link to its data below every chart.

    Args:
        pages: The pages by their path.
        gantt: Path of the file that has the data of a Gantt chart.

    Returns:
        The pages with the links, and the files that they lead to.
    """
    files: list[ChartFile] = []
    made = {}
    for path, page in pages.items():
        sections = list(page.sections)
        for number, section in enumerate(sections):
            if _GANTT.search(section.html):
                sections[number] = _linked(section, gantt)
            elif _CHART.search(section.html) and (text := _csv(sections[number:])):
                file = f"{FOLDER}{path.removesuffix('.md').replace('/', '-')}-{section.anchor}.csv"
                files.append(ChartFile(file, section.title, page.title, text.encode()))
                sections[number] = _linked(section, file)
        made[path] = replace(page, sections=tuple(sections))
    return made, tuple(files)


def _linked(section: Section, file: str) -> Section:
    link = f'<a href="{site_href(file)}" download>Download the data as CSV</a>'
    return replace(section, html=f'{section.html}\n<p class="mp-tools" data-search-exclude>{link}</p>')


def _csv(sections: Sequence[Section]) -> str:
    """The data of the first section: its bars, its table or the table that follows; empty without any."""
    bars = _BAR.findall(sections[0].html)
    if bars:
        return csv_text(("What", "Done", "Of"), [(_text(text), done, of) for done, of, text in bars])
    table = next((found for one in sections if (found := _TABLE.search(one.html))), None)
    if table is None:
        return ""
    top, _, rest = table[1].partition("</thead>")
    head = [list(_cells(row)) for row in _ROW.findall(top)][-1]
    body = [row for row in (list(_cells(row)) for row in _ROW.findall(rest)) if len(row) == len(head)]
    units = [{row[column][1] for row in body} - {""} for column in range(len(head))]
    header = [
        f"{text} ({', '.join(unit)})" if len(unit) == 1 else text
        for (text, _), unit in zip(head, units, strict=True)
    ]
    rows = [[_with_unit(*cell, among=unit) for cell, unit in zip(row, units, strict=True)] for row in body]
    return csv_text(header, rows)


def _with_unit(text: str, unit: str, among: set[str]) -> str:
    """A cell whose unit stands in the head of its column where all agree."""
    return f"{text} {unit}" if unit and len(among) > 1 else text


def _cells(row: str) -> Iterator[tuple[str, str]]:
    """Text and unit of the cells of a row: what it is sorted by where that is said, else the words."""
    for _, attributes, html in _CELL.findall(row):
        key, unit, wide = _KEY.search(attributes), _UNIT.search(attributes), _WIDE.search(attributes)
        yield unescape(key[1]) if key else _text(html), unescape(unit[1]) if unit else ""
        yield from [("", "")] * (int(wide[1]) - 1 if wide else 0)


def _text(html: str) -> str:
    """The words of a cell, days as ISO dates; signs that are not said are left out."""
    said = _DAY.sub(r"\1", _NOT_SAID.sub("", html))
    text = " ".join(unescape(_TAG.sub(" ", said)).split())
    return "" if text == "\N{EN DASH}" else text
