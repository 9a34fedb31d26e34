"""Sentences that lead on: an id of a record becomes a link, days and money are written as in the tables.

Sentences come from many places, computed or written by people, with ids, days and sums as the files have
them. They are looked through once, in the ready HTML of a page, where everything is escaped already and only
known ids count.
"""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal

from milepost.budget.currencies import CURRENCIES
from milepost.frozen import replace
from milepost.portal.formats import Formats
from milepost.portal.page import Page
from milepost.portal.text import escape

Links = Callable[[str], str | None]

_DAY = r"(?<![\w./#&-])(?P<day>\d{4}-\d\d-\d\d)(?![\w/-]|[.:]\w)"
_ID = r"(?<![\w.#&@-])(?P<id>[A-Za-z][A-Za-z._-]*\d[A-Za-z0-9._-]*)(?!\w)"
_MONEY = (
    r"(?<![\w.,/#&@'+-])(?P<sign>[-+\u2212]?)(?P<amount>\d{1,3}(?:,\d{3})+(?:\.\d\d)?|\d+(?:\.\d\d)?)"
    r"[ \u00a0](?P<currency>[A-Z]{3})(?![\w/-])"
)
"""Three digits behind a full stop are thousands to half of the world, and are left as they are."""
_APART = (
    r"<(a|button|code|pre|svg|script|style|time|summary|label|thead|caption|select|h[1-6])\b.*?</\1>"
    r'|<(span|b) class="mp-(?:sr|id|party)\b[^"]*".*?</\2>'
    r'|<table class="mp-g".*?</table>'
)
_TAG = r'<(?:[^<>"]|"[^"]*")*>'
_LOOKED_AT = re.compile(f"{_APART}|{_TAG}|{_DAY}|{_MONEY}|{_ID}", re.DOTALL)
_IN_TITLE = re.compile(f"{_DAY}|{_MONEY}")


def with_mentions(page: Page, link: Links, formats: Formats) -> Page:
    """A page whose sentences have links, readable days and sums; links, code and pictures stay as they are.

    Args:
        page: The page.
        link: From an id to the link that takes its place, as HTML; None where there is none.
        formats: How days and money are printed.
    """

    def reader(match: re.Match[str]) -> str:
        if match["id"]:
            return _linked(match["id"], link)
        if match["currency"]:
            return escape(_money(match, formats))
        day = _day(match["day"])
        if day is None:
            return match[0]
        return f'<time datetime="{match["day"]}">{escape(formats.day(day))}</time>'

    def in_title(match: re.Match[str]) -> str:
        if match["currency"]:
            return _money(match, formats)
        day = _day(match["day"])
        return match[0] if day is None else formats.day(day)

    return replace(
        page,
        lead=_LOOKED_AT.sub(reader, page.lead),
        sections=tuple(
            replace(one, title=_IN_TITLE.sub(in_title, one.title), html=_LOOKED_AT.sub(reader, one.html))
            for one in page.sections
        ),
    )


def _linked(written: str, link: Links) -> str:
    """The link in place of an id; full stops and hyphens behind it are the sentence's."""
    id_ = written.rstrip(".-")
    return link(written) or (link(id_) or id_) + written[len(id_) :]


def _money(match: re.Match[str], formats: Formats) -> str:
    if match["currency"] not in CURRENCIES:
        return match[0]
    amount = Decimal(match["amount"].replace(",", ""))
    shown = formats.money(-amount if match["sign"] in ("-", "\u2212") else amount, match["currency"])
    return f"+{shown}" if match["sign"] == "+" else shown


def _day(written: str | None) -> date | None:
    try:
        return date.fromisoformat(written) if written else None
    except ValueError:
        return None
