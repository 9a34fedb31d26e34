"""Public holidays by country and subdivision, from the `holidays` package, remembered between runs.

Loading that package costs more than a whole check of a project, so what it answered is kept as text in a
store that the caller gives (`holiday_store`). Everything else is pure.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from datetime import date

from milepost.frozen import frozen
from milepost.source.user_cache import NoStore, Store


@frozen
class UnknownPlace:
    """There are no holidays known for a country, or for a subdivision of a known country.

    Attributes:
        country: what was asked for.
        subdivision: what was asked for; None when the country itself is unknown.
        close: codes that look like it, the likeliest first.
        known: all codes there are (of countries, or of the country's subdivisions).
    """

    country: str
    subdivision: str | None
    close: tuple[str, ...]
    known: tuple[str, ...]


Holidays = Mapping[date, str]
"""Names of the holidays by date, in order of date."""


def holidays_for(
    country: str, subdivision: str | None, years: Iterable[int], store: Store | None = None
) -> Holidays | UnknownPlace:
    """Give the public holidays of a place.

    Args:
        country: ISO 3166-1 code of two or three letters.
        subdivision: ISO 3166-2 code without the country, or its name in the country's language
            ("Bayern"); None for the holidays of the whole country.
        years: calendar years.
        store: where answers are kept between runs.
    """
    wanted = sorted(set(years))
    if not wanted:
        return {}
    store = NoStore() if store is None else store
    key = _key(country, subdivision, wanted)
    known = _decoded(store.read(key))
    if known is not None:
        return known
    found = _asked(country, subdivision, wanted)
    if not isinstance(found, UnknownPlace):
        store.write(key, json.dumps({day.isoformat(): name for day, name in found.items()}))
    return found


def _key(country: str, subdivision: str | None, years: list[int]) -> str:
    """Give a plain file name for an answer."""
    parts = (country, subdivision or "")
    place = "-".join(p if re.fullmatch("[A-Za-z0-9]*", p) else f"_{p.encode().hex()}" for p in parts)
    unbroken = len(years) == years[-1] - years[0] + 1
    return f"{place}-{f'{years[0]}-{years[-1]}' if unbroken else '_'.join(map(str, years))}.json"


def _decoded(text: str | None) -> dict[date, str] | None:
    """Read a kept answer; None for anything else than one."""
    if text is None:
        return None
    try:
        record = json.loads(text)
        return {date.fromisoformat(day): str(name) for day, name in record.items()}
    except (ValueError, AttributeError, TypeError):
        return None


def _asked(country: str, subdivision: str | None, years: list[int]) -> dict[date, str] | UnknownPlace:
    """Ask the package."""
    import holidays  # costs more than a whole check

    countries = set(holidays.registry.EntityLoader.get_country_codes())
    if country not in countries:
        return _unknown(country, None, countries)
    entity = getattr(holidays, country)  # loads this country only
    own = {*entity.subdivisions, *entity.subdivisions_aliases}
    if subdivision is not None and subdivision not in own:
        return _unknown(country, subdivision, own)
    found = holidays.country_holidays(
        country,
        subdiv=subdivision,
        years=years,
        language=entity.default_language,  # else the names depend on the machine's locale
    )
    return dict(sorted(found.items()))


def _unknown(country: str, subdivision: str | None, codes: Iterable[str]) -> UnknownPlace:
    import difflib  # rarely needed

    known = tuple(sorted(codes))
    asked = country if subdivision is None else subdivision
    by_case = {code.upper(): code for code in known}
    close = difflib.get_close_matches(asked.upper(), by_case, n=3, cutoff=0.5)
    return UnknownPlace(country, subdivision, tuple(by_case[code] for code in close), known)
