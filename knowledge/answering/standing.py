"""Whose report is meant, and of which year, where a question leaves that open: the asker's place, and what is held."""

from __future__ import annotations

from dataclasses import replace

from knowledge.answering.base import Base
from knowledge.understanding import Query
from knowledge.understanding.index import governs
from knowledge.understanding.normalise import normalise
from knowledge.vocabulary import load
from knowledge.vocabulary.turns import turn

_AGAINST_LAST_YEAR = turn("against_last_year")


def within(query: Query, base: Base, agency: str | None, year: int | None) -> Query:
    """Return the query with agency and year taken from where the asker stands, if the question names none.

    Where only one agency is held there is nothing to choose.
    """
    named = query.agencies or query.rivals or query.near or query.foreign or query.every_agency
    if not named:
        chosen = base.index.find(agency) if agency else ()
        if agency and not chosen:
            return replace(query, foreign=normalise(agency))
        if not agency and len(base.agencies) == 1:
            chosen = tuple(base.agencies)
        query = replace(query, agencies=chosen[:1]) if len(chosen) == 1 else replace(query, rivals=chosen)
        query = replace(query, carried=query.carried | {"scope"})
    if year is not None and not (query.years or query.every_year or query.first_held):
        query = replace(query, years=(year,), year_said=True)
    query = _by_plans(_by_government(_by_year(query, base), base), base)
    return _by_first(_by_newest(_against_newest(query, base), base), base)


def _by_plans(query: Query, base: Base) -> Query:
    """Take 2019年打算怎么做 for what the report of the year before says of its plans, where 2019's own is not held."""
    held = {year for key in query.agencies for year in base.agencies[key].years}
    if len(query.years) != 1 or query.years[0] in held or query.years[0] - 1 not in held:
        return query
    plans = any(word in query.text for word in load("synonyms")["plans"])
    return replace(query, years=(query.years[0] - 1,)) if plans else query


def _by_first(query: Query, base: Base) -> Query:
    """Take 最早一年 for the first year held of the agency."""
    held = base.agencies[query.agencies[0]].years if len(query.agencies) == 1 else ()
    return replace(query, years=(*query.years, *held[:1]), year_said=True) if query.first_held and held else query


def _against_newest(query: Query, base: Base) -> Query:
    """Take 比去年 for the year before the newest that is held, where last year's own report is not there yet."""
    held = {base.agencies[key].years[-1] for key in query.agencies if base.agencies[key].years}
    if len(held) != 1 or len(query.years) != 1:
        return query
    newest = max(held)
    if newest - 1 == query.years[0] and turn("against_year", year=str(query.years[0])).search(query.text):
        # 比2020年增长多少, of a body whose newest report is of 2021.
        return replace(query, years=(newest, newest - 1))
    if not _AGAINST_LAST_YEAR.search(query.text):
        return query
    if newest >= query.years[0]:
        return query
    return replace(query, years=(newest, newest - 1), year_said=False)


def _by_newest(query: Query, base: Base) -> Query:
    """Take 近三年 for the newest three that are held, where only the report of last year is not there yet.

    The year that is missing is named in the answer all the same.
    """
    if not query.recent or not query.agencies:
        return query
    last = min((base.agencies[key].years[-1] for key in query.agencies if base.agencies[key].years), default=0)
    years = tuple(range(last - query.recent + 1, last + 1))
    held = all(base.report(key, year) for key in query.agencies for year in years)
    if not held or not (query.of_held or query.years[-1] - 1 <= last < query.years[-1]):
        return query
    beyond = () if query.of_held else tuple(year for year in query.years if year > last)
    return replace(query, years=years, beyond=beyond)


def _by_government(query: Query, base: Base) -> Query:
    """Take a place that is named alone for its government, where that is held."""
    governments = [
        key
        for key in query.near
        if governs(base.agencies[key]) and (not query.years or any(base.report(key, year) for year in query.years))
    ]
    return replace(query, agencies=(*query.agencies, *governments)) if len(governments) == 1 else query


def _by_year(query: Query, base: Base) -> Query:
    """Choose among the bodies of one name the only one that has a report of the year asked."""
    holding = [key for key in query.rivals if any(base.report(key, year) for year in query.years)]
    return replace(query, agencies=(*query.agencies, *holding), rivals=()) if len(holding) == 1 else query
