"""The shapes of what the read API returns, for its description; schemathesis holds the answers to them."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from knowledge.records import FactStatus


class Shape(BaseModel):
    """A JSON object with these members and no others."""

    model_config = ConfigDict(extra="forbid")


class Confirmed(Shape):
    """What a person confirmed an uncertain cell to be."""

    value: float
    ground: str = Field(description="依据")
    by: str = Field(description="确认人")
    at: str = Field(description="确认时间（UTC）")


class Part(Shape):
    """A cell that a subtotal is added up from."""

    indicator: str
    label: str
    value: float | None
    printed: str
    status: FactStatus
    url: str


class Fact(Shape):
    """A cell of a table, or a subtotal with its operands."""

    agency: str
    year: int
    indicator: str
    label: str
    applicant: str
    value: float | None = Field(description="原件给出的数；存疑、空白、不适用时为 null")
    unit: str
    printed: str | None = Field(description="原件此格印的文字；小计为 null")
    status: FactStatus | Literal["computed"]
    report_id: str
    url: str | None = Field(description="打开原处并标出这一格；小计为 null，见 parts")
    candidates: list[float] | None = Field(default=None, description="存疑时可能的读法")
    confirmed: Confirmed | None = Field(default=None, description="工作人员对存疑数字的确认，不替代 value")
    parts: list[Part] | None = Field(default=None, description="小计的各项")


class Sum(Shape):
    """What all rows of the search add up to."""

    value: float
    unit: str


class Page(Shape):
    """A page of rows."""

    total: int
    total_is_bounded: bool = Field(description="为 true 时实际条数多于 total")
    limit: int
    offset: int
    next: str | None = Field(description="下一页的地址")


class Facts(Page):
    """The answer of ``/api/facts``."""

    sum: Sum | None = Field(description="只在限定一个指标、一类申请人时给出")
    facts: list[Fact]


class Report(Shape):
    """The head of a report."""

    id: str
    agency: str
    place: str | None
    level: str | None
    year: int
    version: int
    title: str
    form: str | None
    published: str | None
    source: str | None
    review: list[str]
    url: str


class Reports(Page):
    """The answer of ``/api/reports``."""

    reports: list[Report]


class Text(Shape):
    """A passage."""

    kind: Literal["text"]
    agency: str
    year: int
    section: str | None
    text: str
    report_id: str
    url: str


class Figure(Text):
    """A number of the narrative."""

    kind: Literal["figure"]  # type: ignore[assignment]
    subject: str
    measure: str
    value: float
    unit: str
    qualifier: Literal["exact", "at_least", "at_most", "about"]
    printed: str


class Entry(Shape):
    """A maintained entry."""

    kind: Literal["faq"]
    question: str
    answer: str
    source: str


class Results(Page):
    """The answer of ``/api/search``."""

    results: list[Text | Figure | Entry]


class FieldError(Shape):
    """What is wrong with one parameter."""

    field: str
    message: str


class Problem(BaseModel):
    """An error (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str
    instance: str
    errors: list[FieldError] | None = None
