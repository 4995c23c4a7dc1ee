"""Entries as rows of a sheet, and back: what an import would do is said line by line before anything is done.

A list stands in one cell, a line each. A source is a line ``种类｜名称｜引文`` (a report's with ``｜报告｜段落``), a
case a line ``问题 => 答案应含的文字``; what does not fit that is a line of JSON. Nothing is lost there and back.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from knowledge.errors import BadLiveFigure
from knowledge.faq.live import pieces_of
from knowledge.faq.maintained import Case, Content, Maintained, Source, SourceKind, State

COLUMNS = (
    "编号",
    "标准问题",
    "相似问法",
    "不应匹配",
    "答案",
    "适用机关",
    "适用年份",
    "标签",
    "生效日期",
    "失效日期",
    "负责人",
    "依据",
    "试题",
    "状态",
    "停用",
)
OTHER_NAMES = {"question": "标准问题", "answer": "答案", "问题": "标准问题", "keywords": "标签", "agency": "适用机关"}
"""What the columns are called in sheets from elsewhere."""

LONGEST_QUESTION, LONGEST_ANSWER, MOST_WORDINGS = 500, 4000, 200
_BAR, _ARROW = "｜", "=>"
_KINDS = {SourceKind.ARTICLE: "条文", SourceKind.REPORT: "报告", SourceKind.DOCUMENT: "文件"}
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Line:
    """What one line of an import would do: 新增, 更新, 不变 or 错误; ``remarks`` say why, or what to look at."""

    number: int
    action: str
    key: str
    question: str
    remarks: tuple[str, ...] = ()
    content: Content | None = None
    state: State = State.DRAFT
    disabled: bool = False

    @property
    def taken_in(self) -> bool:
        """True where an import writes something."""
        return self.action in ("新增", "更新")


def row_of(entry: Maintained) -> dict[str, str]:
    """Return an entry's newest version as a row."""
    return {
        "编号": entry.key,
        **cells_of(entry.newest.content),
        "状态": entry.state.label,
        "停用": "是" if entry.disabled else "",
    }


def cells_of(content: Content) -> dict[str, str]:
    """Return the content of an entry as the cells of a row; ``content_of`` reads them back."""
    return {
        "标准问题": content.question,
        "相似问法": "\n".join(content.similar),
        "不应匹配": "\n".join(content.negative),
        "答案": content.answer,
        "适用机关": "\n".join(content.agencies),
        "适用年份": "\n".join(map(str, content.years)),
        "标签": "\n".join(content.tags),
        "生效日期": content.valid_from.isoformat() if content.valid_from else "",
        "失效日期": content.valid_until.isoformat() if content.valid_until else "",
        "负责人": content.owner,
        "依据": lines_of_sources(content.sources),
        "试题": lines_of_cases(content.cases),
    }


def content_of(row: Mapping[str, Any]) -> Content:
    """Return what a row says. Raises ValueError, in words for the person who wrote the row."""
    text = {name: _text(row.get(name)) for name in COLUMNS}
    question, answer = text["标准问题"].strip(), text["答案"].strip()
    if not question or not answer:
        raise ValueError("标准问题和答案都要填写")
    if len(question) > LONGEST_QUESTION or len(answer) > LONGEST_ANSWER:
        raise ValueError(f"标准问题最多 {LONGEST_QUESTION} 字，答案最多 {LONGEST_ANSWER} 字")
    content = Content(
        " ".join(question.split()),
        answer,
        _lines(text["相似问法"]),
        _lines(text["不应匹配"]),
        _lines(text["适用机关"]),
        tuple(map(_year, _lines(text["适用年份"].replace("、", "\n").replace(",", "\n").replace("，", "\n")))),
        _lines(text["标签"]),
        _day("生效日期", text["生效日期"]),
        _day("失效日期", text["失效日期"]),
        text["负责人"].strip(),
        sources_of_lines(text["依据"]),
        cases_of_lines(text["试题"]),
    )
    _check(content)
    return content


def plan(rows: Sequence[Mapping[str, Any]], held: Iterable[Maintained]) -> list[Line]:
    """Say what each row would do to what is held; the first row after the heading has the number 2."""
    by_key = {entry.key: entry for entry in held}
    by_question = {entry.newest.content.question: entry.key for entry in by_key.values()}
    seen: dict[str, int] = {}
    lines = []
    for number, raw in enumerate(rows, 2):
        row = {OTHER_NAMES.get(str(name).strip(), str(name).strip()): value for name, value in raw.items() if name}
        line = _line(number, row, by_key, by_question)
        again = seen.get(line.key or line.question)
        if again and line.action != "错误":
            line = Line(number, "错误", line.key, line.question, (f"与第 {again} 行重复",))
        seen.setdefault(line.key or line.question, number)
        lines.append(line)
    return lines


def lines_of_sources(sources: Iterable[Source]) -> str:
    """Return sources as lines."""
    return "\n".join(map(_source_line, sources))


def sources_of_lines(text: str) -> tuple[Source, ...]:
    """Read sources from lines. Raises ValueError.

    >>> sources_of_lines("条文｜条例第三十三条｜20个工作日")[0].name
    '条例第三十三条'
    """
    return tuple(map(_source, filter(None, map(str.strip, text.splitlines()))))


def lines_of_cases(cases: Iterable[Case]) -> str:
    """Return cases as lines."""
    return "\n".join(map(_case_line, cases))


def cases_of_lines(text: str) -> tuple[Case, ...]:
    """Read cases from lines. Raises ValueError.

    >>> cases_of_lines("几天答复 => 工作日")[0].expect
    {'kind': ['faq'], 'text': ['工作日']}
    """
    return tuple(map(_case, filter(None, map(str.strip, text.splitlines()))))


def _line(number: int, row: Mapping[str, Any], by_key: Mapping[str, Maintained], asked: Mapping[str, str]) -> Line:
    key, question = _text(row.get("编号")).strip(), _text(row.get("标准问题")).strip()
    try:
        content = content_of(row)
        state = _state(_text(row.get("状态")).strip())
    except (ValueError, BadLiveFigure) as error:
        return Line(number, "错误", key, question, (str(error),))
    disabled = _text(row.get("停用")).strip() in {"是", "1", "true", "True"}
    entry = by_key.get(key)
    remarks = []
    if entry is None and question in asked:
        remarks.append(f"标准问题与条目 {asked[question]} 相同")
    if entry is None:
        return Line(number, "新增", key, question, tuple(remarks), content, state, disabled)
    same = entry.newest.content == content and entry.state == state and entry.disabled == disabled
    return Line(
        number, "不变" if same else "更新", key, question, tuple(_changed(entry, content)), content, state, disabled
    )


def _changed(entry: Maintained, content: Content) -> list[str]:
    before, after = entry.newest.content.to_json(), content.to_json()
    names = dict(
        zip(
            after,
            ("标准问题", "答案", "相似问法", "不应匹配", "适用机关", "适用年份", "标签", *COLUMNS[8:13]),
            strict=True,
        )
    )
    changed = [names[name] for name in after if before[name] != after[name]]
    return [f"改动：{'、'.join(changed)}"] if changed else []


def _check(content: Content) -> None:
    if content.valid_from and content.valid_until and content.valid_until < content.valid_from:
        raise ValueError("失效日期早于生效日期")
    if len(content.similar) + len(content.negative) > MOST_WORDINGS:
        raise ValueError(f"相似问法和不应匹配的问法最多 {MOST_WORDINGS} 条")
    if any(len(text) > LONGEST_QUESTION for text in (*content.similar, *content.negative)):
        raise ValueError(f"每条问法最多 {LONGEST_QUESTION} 字")
    both = set(content.negative) & {content.question, *content.similar}
    if both:
        raise ValueError(f"“{both.pop()}”既在相似问法里，又在不应匹配里")
    pieces_of(content.answer)


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, list | tuple):
        return "\n".join(map(str, value))
    return _CONTROL.sub("", str(value)).replace("\r\n", "\n").replace("\r", "\n")


def _lines(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(" ".join(line.split()) for line in text.splitlines() if line.strip()))


def _year(text: str) -> int:
    if not re.fullmatch(r"(?:19|20)\d\d", text):
        raise ValueError(f"看不懂适用年份“{text}”，请写四位年份")
    return int(text)


def _day(name: str, text: str) -> date | None:
    text = text.strip().replace("/", "-").replace(".", "-")
    if not text:
        return None
    try:
        return date(*map(int, text[:10].split("-")))
    except (ValueError, TypeError) as error:
        raise ValueError(f"看不懂{name}“{text}”，请写成 2025-01-31") from error


def _state(text: str) -> State:
    found = next((state for state in State if text in (state.label, state.value)), None)
    if text and found is None:
        raise ValueError(f"没有“{text}”这种状态；可用：{'、'.join(state.label for state in State)}")
    return found or State.DRAFT


def _source_line(source: Source) -> str:
    fields = [_KINDS[source.kind], source.name, source.quote]
    if source.kind is SourceKind.REPORT:
        fields += [source.report, "" if source.passage is None else str(source.passage)]
    plain = all(_BAR not in field and field == field.strip() and "\n" not in field for field in fields)
    if plain and (source.kind is SourceKind.REPORT or not (source.report or source.passage is not None)):
        return _BAR.join(fields)
    return json.dumps({**Content("", "", sources=(source,)).to_json()["sources"][0]}, ensure_ascii=False)


def _source(line: str) -> Source:
    if line.startswith("{"):
        return Content.from_json({"question": "", "answer": "", "sources": [json.loads(line)]}).sources[0]
    kind_name, *fields = (field.strip() for field in re.split(r"[｜|]", line))
    kind = next((kind for kind, name in _KINDS.items() if name == kind_name), None)
    if kind is None or not fields:
        raise ValueError(f"看不懂依据“{line}”，请写成“条文｜名称｜引文”，种类可用：{'、'.join(_KINDS.values())}")
    name, quote, report, passage = (*fields, "", "", "")[:4]
    if passage and not passage.isdecimal():
        raise ValueError(f"依据“{line}”里的段落应为数字")
    return Source(kind, name, quote, report, int(passage) if passage else None)


def _case_line(case: Case) -> str:
    wanted = case.expect.get("text")
    if case.expect == {"kind": ["faq"], "text": wanted} and isinstance(wanted, list) and len(wanted) == 1:
        text = str(wanted[0])
        if _ARROW not in case.question + text and text and text == text.strip():
            return f"{case.question} {_ARROW} {text}"
    return json.dumps({"q": case.question, "expect": case.expect}, ensure_ascii=False)


def _case(line: str) -> Case:
    if line.startswith("{"):
        item = json.loads(line)
        return Case(str(item["q"]), item["expect"])
    question, arrow, wanted = (part.strip() for part in line.partition(_ARROW))
    if not question or not arrow or not wanted:
        raise ValueError(f"看不懂试题“{line}”，请写成“问题 => 答案应含的文字”")
    return Case(question, {"kind": ["faq"], "text": [wanted]})
