"""Asking back: which agency, which indicator, with choices that can be tapped."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from knowledge.answering.answer import Answer, Kind, Reason
from knowledge.answering.context import Composition, Context
from knowledge.answering.conversation.suggestions import value_question
from knowledge.answering.maintained import shelf_of
from knowledge.answering.tables.quantity import Quantity
from knowledge.answering.tables.readings import read, subject_label

CHOICES = 4
"""More choices than fit a phone's screen are no help."""

_LOOKED_AT = 40
"""So many agencies are looked into for choices, however many are held."""

LIKE = 0.45
"""Likeness from which a maintained question is offered; where it is surer, the entry answers."""

_WORDINGS_LOOKED_AT = 12
"""Wordings of one entry are like each other: so many are looked at for a few entries."""

COMMON_INDICATORS = ("requests.new", "outcomes.granted", "outcomes.refused", "review.total")
"""What is asked most, offered where the question does not say which indicator it means."""


def clarify_rivals(context: Context) -> Answer | None:
    """Ask which agency is meant by a name that may mean several: any number would be of one that may not be meant."""
    return _ask_which(context) if context.query.rivals else None


def clarify_agency(context: Context) -> Answer | None:
    """Ask which agency is meant, where none is named or one name may mean several."""
    query, base = context.query, context.base
    if query.agencies or query.every_agency or not base.agencies:
        return None
    return _offer_entries(context) or _ask_which(context)


def _offer_entries(context: Context) -> Answer | None:
    """Offer the maintained questions that are nearest, where nothing in a question names a body, a year or a row.

    None where no wording is near, or the nearest is one that its entry is not for.
    """
    query = context.query
    if query.indicators or query.years or query.rivals or query.near:
        return None
    hits = shelf_of(context).index.nearest(query.text, _WORDINGS_LOOKED_AT)
    near = [hit.wording for hit in hits if hit.likeness >= LIKE]
    if not near or not near[0].wanted:
        return None
    offered: dict[str, str] = {}
    for wording in near:
        if wording.wanted:
            offered.setdefault(wording.key, wording.text)
    composition = Composition(context)
    composition.say("clarify.which_question")
    for text in islice(offered.values(), CHOICES):
        composition.suggest(text)
    return composition.finish(Kind.CLARIFY, reason=Reason.AMBIGUOUS)


def _ask_which(context: Context) -> Answer:
    query, base = context.query, context.base
    composition = Composition(context)
    if query.rivals:
        composition.say("clarify.which_of", name=_shared_name(context))
    else:
        composition.say("clarify.which_agency")
    keys = query.rivals or query.near or tuple(base.agencies)
    holding = [key for key in keys if set(query.years) & set(base.agencies[key].years)]
    offered = (choice for key in (holding or keys)[:_LOOKED_AT] if (choice := _choice(context, key)))
    for choice in islice(offered, CHOICES):
        composition.suggest(choice)
    return composition.finish(Kind.CLARIFY, reason=Reason.AMBIGUOUS)


def _choice(context: Context, agency: int) -> str:
    """Return the question with an agency named; one that names nothing to look up gives way to one that does."""
    query, base = context.query, context.base
    if query.indicators or query.content:
        return f"{base.agencies[agency].name}：{_without_years(query.text)}"
    report = next((found for year in query.years if (found := base.report(agency, year))), base.newest(agency))
    indicator = COMMON_INDICATORS[0]
    if report is None or read(context, report, indicator).value is None:
        return ""
    return value_question(report, subject_label(indicator))


def clarify_reading(context: Context, quantities: Sequence[Quantity]) -> Answer:
    """Ask which of several figures is meant, where the question seems to want one."""
    composition = Composition(context)
    composition.say("clarify.which_reading")
    for quantity in quantities[:CHOICES]:
        composition.suggest(value_question(quantity.report, quantity.label))
    return composition.finish(Kind.CLARIFY, reason=Reason.AMBIGUOUS)


def _shared_name(context: Context) -> str:
    agencies = [context.base.agencies[key] for key in context.query.rivals]
    shared = set(agencies[0].aliases).intersection(*(agency.aliases for agency in agencies[1:]))
    said = [alias for alias in shared if alias in context.query.text]
    return max(said, key=len, default=agencies[0].name)


def _without_years(text: str) -> str:
    return text.strip("，")


def clarify_indicator(context: Context) -> Answer | None:
    """Ask which indicator is meant, where an agency is named and nothing that could be looked up."""
    query, reports = context.query, context.reports
    if query.indicators or query.topic or not reports:
        return None
    composition = Composition(context)
    composition.say("clarify.which_indicator")
    for indicator in COMMON_INDICATORS:
        composition.suggest(value_question(reports[0], subject_label(indicator)))
    return composition.finish(Kind.CLARIFY, reason=Reason.AMBIGUOUS)
