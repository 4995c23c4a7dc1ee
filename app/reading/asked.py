"""What a request asks for, read from its query: the same names at the read API and at the desk."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from app.problems import InvalidInput
from knowledge.forms import forms
from knowledge.lookups import Order, Wanted
from knowledge.records import APPLICANTS, FactStatus
from knowledge.store import Store

MOST_ROWS = 200
MOST_SKIPPED = 100_000
MOST_CHOSEN = 60
"""Values of one parameter: more than the rows of a form, or the bodies of a city, no one chooses by hand."""

NO_AGENCY = (-1,)
"""Stands for agencies that were named and that are not held: nothing fits."""


@cache
def indicators() -> tuple[str, ...]:
    """Return every indicator that a form prints or that is added up, those of the newest form first."""
    names = (name for form in reversed(forms()) for name in (*form.indicators, *(s.id for s in form.subtotals)))
    return tuple(dict.fromkeys(names))


def _known(name: str) -> str:
    if name not in indicators():
        raise ValueError("unknown indicator")
    return name


def _clean(text: str) -> str:
    # Control characters and halves of surrogate pairs stand in no name and can be neither stored nor sent.
    return "".join(" " if unicodedata.category(character) in ("Cc", "Cs") else character for character in text).strip()


Name = Annotated[str, Field(max_length=200), AfterValidator(_clean)]
Indicator = Annotated[
    str, AfterValidator(_known), Field(json_schema_extra=lambda schema: schema.update(enum=list(indicators())))
]
Year = Annotated[int, Field(ge=1949, le=2100)]


class OfReports(BaseModel):
    """What narrows any search to some reports."""

    model_config = ConfigDict(extra="ignore")

    agency: list[Name] = Field(
        default=[], max_length=MOST_CHOSEN, description="行政机关的名称、简称或名称的一部分；可给多个，取其任一。"
    )
    place: Name = Field(default="", description="地名的一部分，例如“山东”“青岛”。")
    level: list[Name] = Field(default=[], max_length=10, description="行政层级，例如 province、city、county。")
    year: list[Year] = Field(default=[], max_length=MOST_CHOSEN, description="报告所属年度。")


class Paged(OfReports):
    """A search of which a page is wanted."""

    limit: int = Field(default=50, ge=1, le=MOST_ROWS, description="最多返回多少条。")
    offset: int = Field(default=0, ge=0, le=MOST_SKIPPED, description="跳过前多少条。")


class FactsAsked(Paged):
    """The query of ``/api/facts``."""

    indicator: list[Indicator] = Field(
        default=[], max_length=MOST_CHOSEN, description="指标编号；小计（如 outcomes.refused）由各项相加，附各项。"
    )
    applicant: list[Literal[APPLICANTS]] = Field(  # type: ignore[valid-type]
        default=[], max_length=len(APPLICANTS), description="申请人类别；不按申请人统计的表格用 total。"
    )
    status: list[FactStatus] = Field(default=[], max_length=len(FactStatus), description="这一格读得有多确定。")
    finding: Name = Field(
        default="", description="只要核查提示涉及的格：规则编号，以“.”结尾的规则前缀，或 *（任一规则）。"
    )
    sort: Literal["agency", "year", "indicator", "value"] = Field(default="agency", description="按什么排序。")
    descending: bool = Field(default=False, description="是否从大到小。")

    @property
    def order(self) -> Order:
        """By what the rows are sorted."""
        return Order(self.sort, self.descending)


class ReportsAsked(Paged):
    """The query of ``/api/reports``."""


class SearchAsked(Paged):
    """The query of ``/api/search``."""

    q: Name = Field(min_length=1, description="要找的词句。")
    kind: Literal["text", "figure", "faq"] = Field(
        default="text", description="找什么：正文段落、正文里的数字，还是问答条目。"
    )


def read_query(model: type[Paged], values: Mapping[str, Sequence[str]]) -> Any:
    """Read a query into a model. Raises InvalidInput naming each parameter that cannot be used."""
    lists = {name for name, field in model.model_fields.items() if "list[" in str(field.annotation)}
    given = {
        name: list(found) if name in lists else found[-1]
        for name, found in values.items()
        if name in model.model_fields
    }
    try:
        return model.model_validate(given)
    except ValidationError as error:
        names = list(dict.fromkeys(str(item["loc"][0]) for item in error.errors()))
        message = f"参数 {'、'.join(names)} 的值不能用，请对照接口说明修改。"
        raise InvalidInput(message, [(name, f"{name} 的值不能用。") for name in names]) from error


def wanted_of(asked: OfReports, store: Store) -> Wanted:
    """Return what a search is narrowed to; agencies are found by their names."""
    return Wanted(
        agencies=agencies_of(asked.agency, store),
        place=asked.place,
        levels=tuple(name for name in asked.level if name),
        years=tuple(asked.year),
        indicators=tuple(getattr(asked, "indicator", ())),
        applicants=tuple(getattr(asked, "applicant", ())),
        statuses=tuple(getattr(asked, "status", ())),
        finding=getattr(asked, "finding", ""),
    )


def agencies_of(names: Iterable[str], store: Store) -> tuple[int, ...]:
    """Return the agencies that go by any of the names; ``NO_AGENCY`` where names are given and none is held."""
    names = [name for name in names if name]
    found = dict.fromkeys(key for name in names for key in store.lookup.agencies_named(name))
    return tuple(found) or (NO_AGENCY if names else ())
