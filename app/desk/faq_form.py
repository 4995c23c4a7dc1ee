"""The editor's form: between what is typed and what an entry holds, and the picker of live figures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from app.desk.wording import say
from app.services import services
from app.texts import texts
from knowledge.accounts import Role
from knowledge.answering.answer import Answer
from knowledge.errors import BadLiveFigure
from knowledge.faq.exchange import COLUMNS, cells_of, content_of
from knowledge.faq.grouping import Duplicate
from knowledge.faq.live import Live
from knowledge.faq.maintained import Content
from knowledge.forms import forms, label_of
from knowledge.records import APPLICANTS
from knowledge.trial import Change, Preview, captures, preview, repeated

FIELDS = (
    "question",
    "similar",
    "negative",
    "answer",
    "agencies",
    "years",
    "tags",
    "valid_from",
    "valid_until",
    "owner",
    "sources",
    "cases",
)
COLUMN_OF = dict(zip(FIELDS, COLUMNS[1:13], strict=True))
RECENT_WHILE_TYPING = 60


@dataclass(frozen=True, slots=True)
class Checked:
    """What the editor sees beside the form: what the answer says, and what stands in the way."""

    problem: str = ""
    previews: tuple[Preview, ...] = ()
    repeated: tuple[Duplicate, ...] = ()
    captured: tuple[Change, ...] = ()

    @property
    def sound(self) -> bool:
        """True where nothing keeps the entry from being published."""
        return not self.problem and all(not each.problem for each in self.previews)

    @property
    def answers(self) -> tuple[Answer, ...]:
        """The answers that can be said."""
        return tuple(each.answer for each in self.previews if each.answer)


def typed_of(form: Mapping[str, str]) -> dict[str, str]:
    """Return the fields of the form as typed."""
    return {name: form.get(name, "") for name in FIELDS}


def typed_as(content: Content) -> dict[str, str]:
    """Return an entry's content as the form shows it."""
    cells = cells_of(content)
    return {name: cells[column] for name, column in COLUMN_OF.items()} | {"years": "、".join(map(str, content.years))}


def content_typed(typed: Mapping[str, str]) -> Content:
    """Return the content that was typed. Raises ValueError or BadLiveFigure, in words for the editor."""
    row = {COLUMN_OF[name]: text for name, text in typed.items()}
    for name in (COLUMN_OF["agencies"], COLUMN_OF["tags"]):
        row[name] = row[name].replace("、", "\n").replace("，", "\n")
    return content_of(row)


def check(typed: Mapping[str, str], key: str, *, captured: bool) -> Checked:
    """Return what the editor should know of what was typed."""
    answerer = services().answerer
    try:
        content = content_typed(typed)
        previews = preview(answerer, content)
        near = tuple(repeated(answerer, content, key)[:10])
        taken = captures(answerer, content, key, RECENT_WHILE_TYPING) if captured else ()
    except (ValueError, BadLiveFigure) as error:
        return Checked(str(error))
    return Checked("", previews, near, taken)


def picked(form: Mapping[str, str]) -> str:
    """Return the live figure that was picked, as it is written in an answer."""
    indicator = form.get("pick_indicator", "")
    agency, year = form.get("pick_agency", "").strip(), form.get("pick_year", "").strip()
    if not indicator:
        return Live("year", (), agency, year).written()
    whole = form.get("pick_whole", "")
    indicators = (indicator, whole) if whole else (indicator,)
    return Live("share" if whole else "fact", indicators, agency, year, form.get("pick_applicant") or "total").written()


def choices() -> dict[str, list[tuple[str, str]]]:
    """Return what the picker offers: rows and subtotals of the newest form, kinds of applicants, years held."""
    newest = forms()[-1]
    indicators = [(name, label_of(name)) for name in newest.indicators]
    stems = dict.fromkeys(name.rpartition(".")[0] for name, _ in indicators)
    indicators += [
        (stem, say("faq_form.sum_of", label=label_of(stem))) for stem in stems if newest.subtotal_parts(stem)
    ]
    years = sorted({year for agency in services().store.reports.agencies() for year in agency.years}, reverse=True)
    applicants = texts("zh-Hans").part("applicants")
    return {
        "indicators": indicators,
        "applicants": [
            ("total", say("common.total")),
            *((name, applicants[name]) for name in APPLICANTS if name in applicants),
        ],
        "years": [
            ("latest", say("faq_form.latest")),
            ("latest-1", say("faq_form.latest_but_one")),
            *((str(y), say("faq_form.year_of", year=y)) for y in years),
        ],
    }


def owner_choices() -> list[str]:
    """Return the accounts that may look after an entry."""
    return [user.name for user in services().store.users.all() if user.active and user.role.includes(Role.EDITOR)]
