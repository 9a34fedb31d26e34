"""The templates and the filters that they print values with: whatever comes from outside is escaped here."""

from datetime import date
from decimal import Decimal
from functools import cache

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from milepost.portal.formats import Formats, link_html, sort_key, unit_of
from milepost.portal.host import GitHost
from milepost.portal.links import site_href
from milepost.portal.markup import safe_url
from milepost.portal.text import clean, coded, escape
from milepost.portal.views.findings import Excerpt
from milepost.portal.views.register import Column
from milepost.portal.views.values import Cell, Money, RecordLink, SourceRef
from milepost.resources import resource_dir


@cache
def environment(formats: Formats, host: GitHost | None) -> Environment:
    """The templates of theme/pages/, with filters that print values as a project does."""
    made = Environment(
        loader=FileSystemLoader(resource_dir("theme") / "pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_finalize,
    )

    def cell(value: Cell) -> Markup:
        return Markup(formats.html(value))  # noqa: S704  escaped inside

    def day(value: date) -> Markup:
        return Markup(f'<time datetime="{value.isoformat()}">{escape(formats.day(value))}</time>')  # noqa: S704

    def amount(value: Decimal | None, currency: str) -> str:
        return "\u2013" if value is None else formats.money(value, currency)

    def place(value: SourceRef) -> Markup:
        return _place(value, host)

    def edit(value: SourceRef) -> str:
        return "" if host is None else host.edit(value.file, value.line)

    made.filters.update(
        cell=cell,
        day=day,
        amount=amount,
        link=_link,
        sortkey=_sort,
        moneykey=_money_key,
        place=place,
        edit=edit,
        site=_site,
    )
    made.filters.update(excerpt=_excerpt, coded=_coded, pair=_pair, size=_size)
    return made


def _finalize(value: object) -> object:
    return clean(value) if type(value) is str else value


def _link(link: RecordLink) -> Markup:
    return Markup(link_html(link))  # noqa: S704  escaped inside


def _site(path: str, anchor: str = "") -> Markup:
    return Markup(site_href(path, anchor))  # noqa: S704  escaped inside


def _sort(value: Cell) -> Markup:
    """What a cell is sorted by, and its unit where that is not the same everywhere."""
    key, unit = sort_key(value), unit_of(value)
    written = "" if key is None else f' data-s="{escape(key)}"'
    return Markup(f'{written} data-u="{escape(unit)}"' if unit else written)  # noqa: S704


def _money_key(amount: Decimal | None, currency: str) -> Markup:
    return _sort(None if amount is None else Money(amount, currency))


def _coded(text: str) -> Markup:
    return Markup(coded(text))  # noqa: S704  escaped inside


def _pair(columns: tuple[Column, ...], cells: tuple[Cell, ...]) -> list[tuple[Column, Cell]]:
    return list(zip(columns, cells, strict=True))


def _place(place: SourceRef, host: GitHost | None) -> Markup:
    text = f"{escape(place.file)}:{place.line}"
    url = place.url or ("" if host is None else host.line(place.file, place.line))
    href = safe_url(url) if url else None
    if href is None:
        return Markup(f"<code>{text}</code>")  # noqa: S704
    return Markup(f'<a href="{escape(href)}"><code>{text}</code></a>')  # noqa: S704


def _excerpt(excerpt: Excerpt) -> Markup:
    start = max(0, excerpt.column - 1)
    before, marked = excerpt.text[:start], excerpt.text[start : start + max(1, excerpt.width)]
    after = excerpt.text[start + len(marked) :]
    number = f'<span class="mp-excerpt__line">{excerpt.line}</span> '
    return Markup(f"{number}{escape(before)}<mark>{escape(marked)}</mark>{escape(after)}")  # noqa: S704


def _size(size: int) -> str:
    return (
        f"{size} B"
        if size < 1000
        else f"{size / 1000:.0f} kB"
        if size < 1_000_000
        else f"{size / 1e6:.1f} MB"
    )
