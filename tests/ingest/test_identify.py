"""Whose report, of which year: every sign read, every doubt said, nothing guessed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.agencies import aliases_of, parts_of
from ingest.blocks import Document
from ingest.clean import clean
from ingest.identify import identify, is_report
from ingest.readers import read
from ingest.sections import outline_of
from knowledge.divisions import divisions, names_of_bodies, parents
from knowledge.errors import NotAReport, UnknownIdentity
from knowledge.records import Block, Identity

CASES = Path(__file__).parent.parent / "cases" / "identity"
BODY = ("一、总体情况", "平稳。", "二、主动公开政府信息情况", "六、其他需要报告的事项", "无。")
OLDER_LAYOUTS = {
    "pingtan-2018": ("平潭综合实验区管委会", 2018),
    "pingtan-xian-2012": ("平潭县人民政府", 2012),
    "pingtan-dishui-2013": ("平潭综合实验区地方税务局", 2013),
}
NO_OTHER = {"pingtan-xian-2012", "pingtan-dishui-2013", "pingtan-2018"}
NO_PROBLEMS = {"pingtan-dishui-2013"}
NO_REVIEW = {"pingtan-xian-2012"}


def document(*lines: str, titles: tuple[str, ...] = (), **metadata: str) -> Document:
    return Document("示例.txt", "0" * 64, tuple(Block(line, line) for line in lines), titles, metadata)


def identity_of(made: Document, **given: str | int) -> Identity:
    return identify(made, outline_of(made), **given)  # type: ignore[arg-type]


def lines_of(name: str) -> Iterator[tuple[str, str]]:
    for line in (CASES / name).read_text("utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            given, _, expected = line.partition(" => ")
            yield given, expected.strip()


def documents() -> Iterator[tuple[str, str, str]]:
    for case in (CASES / "documents.txt").read_text("utf-8").split("\n=== ")[1:]:
        name, _, rest = case.partition("\n")
        text, _, expected = rest.partition("\n---\n")
        yield name, text, expected.strip()


def made_from(text: str) -> Document:
    told = dict(re.findall(r"^@(\w+)=(.*)$", text, re.M))
    lines = [line for line in text.splitlines() if not line.startswith("@")]
    titles = (told.pop("title"),) if "title" in told else ()
    return document(*lines, titles=titles, **told)


@pytest.mark.parametrize(("title", "expected"), list(lines_of("titles.txt")))
def test_a_title_says_whose_report_of_which_year(title: str, expected: str) -> None:
    identity = identity_of(document(*title.split("／"), *BODY))
    assert f"{identity.agency} | {identity.year}" == expected


@pytest.mark.parametrize(("agency", "expected"), list(lines_of("aliases.txt")))
def test_an_agency_is_known_by_what_citizens_call_it(agency: str, expected: str) -> None:
    wanted, _, unwanted = expected.partition("不：")
    aliases = set(aliases_of(agency))
    assert set(wanted.strip().split("、")) <= aliases
    assert not aliases & set(unwanted.strip().split("、"))
    assert agency not in aliases


@pytest.mark.parametrize(("name", "text", "expected"), list(documents()))
def test_a_document_is_identified_by_its_signs(name: str, text: str, expected: str) -> None:
    made = made_from(text)
    if expected == "不是报告":
        assert not is_report(made, outline_of(made))
        with pytest.raises(NotAReport, match="不像政府信息公开工作年度报告"):
            identity_of(made)
        return
    if expected.startswith("不能确定"):
        with pytest.raises(UnknownIdentity, match=expected.partition("：")[2]):
            identity_of(made)
        return
    identity = identity_of(made)
    for line in expected.splitlines():
        key, _, value = line.partition("=")
        if key == "doubt":
            assert any(value in doubt for doubt in identity.doubts)
        elif key == "alias":
            assert value in identity.aliases
        else:
            assert str(getattr(identity, key)) == value


def test_what_a_person_gives_goes_before_what_the_text_says() -> None:
    made = document("测试市2024年政府信息公开工作年度报告", *BODY)
    identity = identity_of(made, agency="杭州市人民政府", year=2025)
    assert (identity.agency, identity.year) == ("杭州市人民政府", 2025)
    assert "杭州市" in identity.aliases and "测试市" not in identity.aliases
    assert [("测试市" in doubt, "2024年" in doubt) for doubt in identity.doubts] == [(True, False), (False, True)]


def test_a_sign_that_is_not_needed_raises_no_doubt() -> None:
    made = document(
        "佳县政府信息公开工作年度报告，统计期限2023年1月1日至12月31日。佳县平稳，我县平稳。我县公开。",
        *BODY,
        agency="佳县人民政府",
    )
    doubts = identity_of(made).doubts
    assert not any("我县" in doubt for doubt in doubts)


def test_a_clean_report_raises_no_doubt() -> None:
    identity = identity_of(document("澜汀市人民政府2023年政府信息公开工作年度报告", *BODY))
    assert identity.doubts == ()


def test_every_division_but_provinces_lies_in_a_known_one() -> None:
    for same in divisions().values():
        for division in same:
            above = parents(division)
            assert len(above) >= (division.level != "province"), division


def test_the_list_of_divisions_is_whole() -> None:
    levels = [division.level for same in divisions().values() for division in same]
    assert {level: levels.count(level) for level in set(levels)}["province"] == 31
    assert levels.count("city") > 330 and levels.count("county") > 2800


def test_each_short_form_is_shorter_than_its_body_or_its_twin() -> None:
    for full, forms in names_of_bodies()["short"].items():
        for short in forms:
            assert len(short) < len(full) or names_of_bodies()["short"].get(short), (full, short)


def gold(corpus: Path) -> dict[str, tuple[str, int]]:
    golden = {path.stem: json.loads(path.read_text("utf-8")) for path in (corpus / "gold").glob("*.json")}
    return OLDER_LAYOUTS | {name: (data["agency"], data["year"]) for name, data in golden.items()}


@pytest.mark.corpus
def test_every_real_report_is_identified_with_its_statutory_topics(corpus: Path) -> None:
    for name, (agency, year) in gold(corpus).items():
        (path,) = (corpus / "reports").glob(f"{name}.*")
        made = clean(read(path))
        outline = outline_of(made)
        given = agency if "tables" in name else None
        identity = identify(made, outline, agency=given)
        assert (identity.agency, identity.year) == (agency, year), name
        topics = {section.topic for section in outline.sections} - {None}
        expected = {"overview", "disclosure", "requests"}
        expected |= set() if name in NO_REVIEW else {"review"}
        expected |= set() if name in NO_PROBLEMS else {"problems"}
        expected |= set() if name in NO_OTHER else {"other"}
        assert topics == expected, name


@pytest.mark.corpus
def test_no_real_agency_is_known_by_the_place_of_another(corpus: Path) -> None:
    for agency, _ in gold(corpus).values():
        parts = parts_of(agency)
        if not parts.governs:
            assert not {parts.place, "".join(parts.places)} & set(aliases_of(agency)), agency
