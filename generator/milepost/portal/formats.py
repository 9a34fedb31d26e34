"""Print typed cells: dates, money and numbers in the project's language, each with a key to sort by.

What a language does is known by babel. Its data takes more memory and time than the rest of a page, so that
it is loaded when something is printed that needs it: the days of a project that names no language do not.
"""

import re
from datetime import date
from decimal import Decimal
from functools import lru_cache

from milepost.frozen import frozen
from milepost.portal.links import site_href
from milepost.portal.markup import safe_url
from milepost.portal.text import escape
from milepost.portal.views.values import Badge, Cell, Day, Html, Links, Money, Number, RecordLink, Text, Url
from milepost.project import Project

_ONE_LINE = 20
"""Ids up to this length are never broken."""
_LETTER_BY_DIGIT = re.compile(r"(?<=[^\W\d_])(?=\d)|(?<=\d)(?=[^\W\d_])")
"""Where a currency in letters meets its amount: locale data have a space there, which babel leaves out."""
_DASH = "\u2013"
_NONE = f'<span class="mp-none">{_DASH}</span>'
_LOCALE = "en_GB"
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sept", "Oct", "Nov", "Dec")
"""Short names of the months in `_LOCALE`, as babel has them."""


@frozen
class Formats:
    """How a project prints its values.

    Attributes:
        locale: A locale babel knows, such as `en_GB` or `de_DE`.
    """

    locale: str = _LOCALE

    def day(self, day: date) -> str:
        """A day with the month in letters, which no reader can misunderstand."""
        return _day(day, self.locale)

    def money(self, amount: Decimal, currency: str) -> str:
        """An amount with its currency, with the digits it is given with: 1250.00 shows cents, 1250 none."""
        return _money(str(amount), currency, self.locale)

    def number(self, value: Decimal | int, unit: str = "") -> str:
        """A number with the digits it was given with, and its unit behind a narrow space."""
        text = _number(str(value), self.locale)
        return f"{text}\u202f{unit}" if unit else text

    def text(self, cell: Cell) -> str:  # noqa: PLR0911  one return per kind of cell
        """A cell as plain text."""
        match cell:
            case None:
                return _DASH
            case Text(text) | Badge(text):
                return text
            case Html(html):
                return html
            case Day(day):
                return self.day(day)
            case Money(amount, currency):
                return self.money(amount, currency)
            case Number(value, unit):
                return self.number(value, unit)
            case RecordLink(identifier, title):
                return title or identifier
            case Links(links):
                return ", ".join(link.label or link.id for link in links)
            case Url(url, label):
                return label or url

    def html(self, cell: Cell) -> str:  # noqa: PLR0911  one return per kind of cell
        """A cell as HTML."""
        match cell:
            case None:
                return _NONE
            case Html(html):
                return html
            case Day(day):
                return f'<time datetime="{day.isoformat()}">{escape(self.day(day))}</time>'
            case Badge():
                return badge_html(cell)
            case RecordLink():
                return link_html(cell)
            case Links(links):
                return ", ".join(link_html(link) for link in links) if links else _NONE
            case Url(url, label):
                return _url_html(url, label)
            case _:
                return escape(self.text(cell)) or _NONE


def formats_of(project: Project) -> Formats:
    """The formats of the project's `locale`; the usual ones when babel knows no such locale."""
    name = project.settings.text("locale").replace("-", "_")
    if name in {"", _LOCALE}:
        return Formats()
    from babel import Locale, UnknownLocaleError

    try:
        Locale.parse(name)
    except (UnknownLocaleError, ValueError, TypeError):
        return Formats()
    return Formats(name)


def sort_key(cell: Cell) -> str | None:
    """What to sort a cell by where its text would sort wrongly; None where the text is right."""
    match cell:
        case Day(day):
            return day.isoformat()
        case Money(amount, _):
            return str(amount)
        case Number(value, _):
            return str(value)
        case None:
            return ""
        case _:
            return None


def unit_of(cell: Cell) -> str:
    """The unit of an amount or number; empty where there is none."""
    match cell:
        case Money(_, currency):
            return currency
        case Number(_, unit):
            return unit
        case _:
            return ""


def badge_html(badge: Badge) -> str:
    """A status: shape by tone, its word, and colour."""
    return f'<span class="mp-badge mp-{badge.tone.value}">{escape(badge.text)}</span>'


def link_html(link: RecordLink) -> str:
    """A record's id, or the label that stands for it, as a link to it, with its title as tooltip."""
    shown, tooltip = (link.label, link.id) if link.label else (link.id, link.title)
    title = f' title="{escape(tooltip)}"' if tooltip else ""
    kind = "mp-party" if link.label else "mp-id" if len(shown) <= _ONE_LINE else "mp-id mp-id--long"
    if not link.page:
        return f'<span class="{kind}"{title}>{escape(shown)}</span>'
    return f'<a class="{kind}" href="{site_href(link.page, link.id)}"{title}>{escape(shown)}</a>'


def _url_html(url: str, label: str) -> str:
    href = safe_url(url)
    text = escape(label or url)
    return f'<a href="{escape(href)}" rel="noopener noreferrer">{text}</a>' if href else text


@lru_cache(maxsize=4096)
def _day(day: date, locale: str) -> str:
    if locale == _LOCALE:
        return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
    from babel.dates import format_date

    return format_date(day, "d MMM y", locale=locale)


@lru_cache(maxsize=8192)
def _money(written: str, currency: str, locale: str) -> str:
    from babel import Locale
    from babel.numbers import format_currency

    pattern = str(Locale.parse(locale).currency_formats["standard"].pattern)
    amount = Decimal(written)
    exponent = amount.as_tuple().exponent
    if amount == amount.to_integral_value() and (not isinstance(exponent, int) or exponent >= 0):
        pattern = re.sub(r"0[.]0+", "0", pattern)
    shown = format_currency(amount, currency, locale=locale, format=pattern, currency_digits=False)
    return _LETTER_BY_DIGIT.sub("\u00a0", shown)


@lru_cache(maxsize=4096)
def _number(written: str, locale: str) -> str:
    from babel.numbers import format_decimal

    value = Decimal(written)
    exponent = value.as_tuple().exponent
    digits = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    return format_decimal(value, format="#,##0." + "0" * digits if digits else "#,##0", locale=locale)
