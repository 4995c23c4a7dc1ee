"""The number gate: no digit leaves without a cell, a span of text or a formula that carries it."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal, localcontext

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from knowledge.answering.formula import evaluate
from knowledge.answering.gate import (
    Article,
    Asked,
    Basis,
    Cell,
    Check,
    Computed,
    Count,
    Doubt,
    Evidence,
    Name,
    Said,
    Span,
    Year,
    pass_gate,
)
from knowledge.errors import GateRefusal
from knowledge.numerals import format_number
from knowledge.records import HeldReport
from knowledge.store import Store

words = st.text(st.characters(exclude_categories=["Nd", "Cs"]), max_size=20)
digits = st.from_regex(r"\A[0-9]{1,6}(\.[0-9]{1,2})?\Z")


@pytest.fixture(scope="session")
def archive(store: Store) -> HeldReport:
    return next(
        report for report in store.reports.all_current() if (report.agency, report.year) == ("云溪市档案局", 2024)
    )


@pytest.fixture(scope="session")
def water(store: Store) -> HeldReport:
    return next(
        report for report in store.reports.all_current() if (report.agency, report.year) == ("云溪市水务局", 2024)
    )


def passes(store: Store, text: str, evidence: Evidence | None) -> bool:
    try:
        return pass_gate([Said("共"), Said(text, evidence), Said("件。")], store) == f"共{text}件。"
    except GateRefusal as refusal:
        assert text in str(refusal)
        return False


# ------------------------------------------------------------------ no evidence
@given(pieces=st.lists(words, max_size=6))
def test_words_without_digits_need_nothing(store: Store, pieces: list[str]) -> None:
    assert pass_gate([Said(piece) for piece in pieces], store) == "".join(pieces)


@given(before=words, number=digits, after=words)
def test_a_digit_without_evidence_is_refused(store: Store, before: str, number: str, after: str) -> None:
    with pytest.raises(GateRefusal):
        pass_gate([Said(before), Said(before + number + after), Said(after)], store)


@pytest.mark.parametrize("text", ["９", "٣", "１２件", "共९件"])
def test_digits_of_other_scripts_are_digits_too(store: Store, text: str) -> None:
    assert not passes(store, text, None)


@given(number=digits)
def test_one_piece_without_evidence_stops_an_answer_whose_other_pieces_have_it(
    store: Store, archive: HeldReport, number: str
) -> None:
    good = Said("9", Cell(archive, "requests.new", "total"))
    with pytest.raises(GateRefusal):
        pass_gate([good, Said(number), good], store)


# ------------------------------------------------------------------ cells
def test_a_cell_carries_its_value_and_what_it_prints(store: Store, archive: HeldReport) -> None:
    for fact in store.facts.of_version(archive.version_id):
        evidence = Cell(archive, fact.indicator, fact.applicant)
        if fact.value is not None:
            assert passes(store, format_number(fact.value), evidence)
        assert passes(store, fact.printed, evidence)


@given(number=digits, position=st.integers(0, 199))
def test_a_cell_carries_nothing_else(store: Store, archive: HeldReport, number: str, position: int) -> None:
    fact = store.facts.of_version(archive.version_id)[position]
    assume(fact.value is None or format_number(fact.value) != number)
    assume(number != fact.printed)
    assert not passes(store, number, Cell(archive, fact.indicator, fact.applicant))


def test_a_cell_that_is_not_held_carries_nothing(store: Store, archive: HeldReport) -> None:
    assert not passes(store, "9", Cell(archive, "requests.newer", "total"))
    assert not passes(store, "9", Cell(archive, "requests.new", "nobody"))


def test_a_cell_of_another_report_carries_only_its_own_value(
    store: Store, archive: HeldReport, water: HeldReport
) -> None:
    assert passes(store, "45", Cell(water, "requests.new", "total"))
    assert not passes(store, "45", Cell(archive, "requests.new", "total"))


# ------------------------------------------------------------------ text
def cuts(text: str, position: int) -> bool:
    return 0 < position < len(text) and re.fullmatch(r"\d\d|\d\.|\.\d", text[position - 1 : position + 1]) is not None


@given(data=st.data())
def test_a_span_carries_every_stretch_of_itself_that_cuts_no_number(
    store: Store, archive: HeldReport, data: st.DataObject
) -> None:
    told = [passage for passage in store.reports.passages(archive.version_id) if re.search(r"\d", passage.text)]
    passage = data.draw(st.sampled_from(told))
    whole = Span(archive, passage.ordinal, 0, len(passage.text))
    number = data.draw(st.sampled_from(list(re.finditer(r"[\d.]+", passage.text))))
    start = data.draw(st.integers(max(0, number.start() - 6), number.end() - 1))
    end = data.draw(st.integers(max(start, number.start()) + 1, min(len(passage.text), number.end() + 6)))
    stretch = passage.text[start:end]
    assume(passage.text.count(stretch) == 1 and re.search(r"\d", stretch))
    assert passes(store, stretch, whole) != (cuts(passage.text, start) or cuts(passage.text, end))


@given(number=digits)
def test_a_span_carries_no_number_that_does_not_stand_in_it(store: Store, archive: HeldReport, number: str) -> None:
    passage = store.reports.passages(archive.version_id)[0]
    assume(number not in passage.text)
    assert not passes(store, number, Span(archive, 0, 0, len(passage.text)))
    assert not passes(store, number, Span(archive, 0, 0, len(passage.text), Decimal(number)))


def test_a_span_carries_the_value_of_a_figure_that_stands_in_it(store: Store, archive: HeldReport) -> None:
    figure = next(figure for figure in store.facts.figures(archive.version_id) if figure.printed == "1.2万篇")
    assert passes(store, "12,000", Span(archive, figure.passage, figure.start, figure.end, figure.value))
    assert not passes(store, "12,000", Span(archive, figure.passage, 0, figure.start, figure.value))


def test_a_passage_that_is_not_there_carries_nothing(store: Store, archive: HeldReport) -> None:
    assert not passes(store, "912", Span(archive, 99, 0, 9))


# ------------------------------------------------------------------ formulas
def test_a_formula_over_cells_carries_itself_and_what_it_comes_to(store: Store, archive: HeldReport) -> None:
    operands = {
        "5": Cell(archive, "outcomes.granted", "total"),
        "1": Cell(archive, "outcomes.partly_granted", "total"),
        "9": Cell(archive, "outcomes.total", "total"),
    }
    computed = Computed("(5 + 1) ÷ 9 × 100%", operands, digits=1)
    assert passes(store, "(5 + 1) ÷ 9 × 100%", computed)
    assert passes(store, "66.7", computed)
    assert not passes(store, "66.6", computed)
    assert not passes(store, "6", computed)


@given(number=st.integers(0, 999))
def test_a_formula_with_a_number_from_nowhere_carries_nothing(store: Store, archive: HeldReport, number: int) -> None:
    assume(number not in (5, 100))
    operands: dict[str, Evidence] = {"5": Cell(archive, "outcomes.granted", "total")}
    for formula in (f"5 + {number}", f"{number} − 5", f"5 × {number}"):
        assert not passes(store, formula, Computed(formula, operands))
        assert not passes(store, format_number(evaluate(formula)), Computed(formula, operands))
        false = {**operands, str(number): Cell(archive, "outcomes.granted", "total")}
        assert not passes(store, formula, Computed(formula, false))


# ------------------------------------------------------------------ years, names, counts, findings, articles
@given(number=digits)
def test_a_year_of_a_report_is_that_year_only(store: Store, archive: HeldReport, number: str) -> None:
    assert passes(store, "2024", Year(archive))
    assert passes(store, number, Year(archive)) == (number == "2024")


@given(text=st.text("0123456789、年. ", min_size=1, max_size=12))
def test_a_year_said_back_is_a_year_or_a_list_of_years(store: Store, text: str) -> None:
    assume(re.search(r"\d", text))
    whole = re.fullmatch(r"(19|20)\d\d(、(19|20)\d\d)*", text) is not None
    assert passes(store, text, Asked(tuple(range(10000)))) == whole


@given(asked=st.integers(0, 2200), said=st.integers(1900, 2099))
def test_only_a_year_that_was_asked_is_said_back(store: Store, asked: int, said: int) -> None:
    assert passes(store, str(said), Asked((asked,))) == (said == asked)
    assert passes(store, f"{said}、{asked}", Asked((said, asked))) == (1900 <= asked <= 2099)


@given(count=st.integers(0, 30), number=st.integers(0, 60))
def test_a_count_is_the_length_of_a_list_or_a_place_in_it(store: Store, count: int, number: int) -> None:
    assert passes(store, str(number), Count([None] * count)) == (1 <= number <= count)


@pytest.mark.parametrize("text", ["1.0", "一1", "01x", "²", "1 "])
def test_a_count_is_a_plain_number(store: Store, text: str) -> None:
    if re.search(r"\d", text):
        assert not passes(store, text, Count([1, 2, 3]))


def test_findings_doubts_and_grounds_are_said_as_recorded(store: Store, archive: HeldReport, water: HeldReport) -> None:
    message = store.facts.findings(water.version_id)[0].message
    assert passes(store, message, Check(water))
    assert not passes(store, message.replace("45", "46"), Check(water))
    assert not passes(store, message, Check(archive))
    assert not passes(store, "第2页看不清", Doubt(water))
    earlier = next(r for r in store.reports.all_current() if r.agency == archive.agency and r.year == 2023)
    basis = "正文写明本年制发2件"
    assert passes(store, basis, Basis(earlier, "normative_documents.issued", "total"))
    assert not passes(store, basis, Basis(archive, "normative_documents.issued", "total"))
    assert not passes(store, "正文写明本年制发3件", Basis(earlier, "normative_documents.issued", "total"))


def test_a_name_with_a_digit_is_a_name_that_is_held(store: Store) -> None:
    assert not passes(store, "第72中学", Name(1))


def test_an_article_carries_the_numbers_of_its_quotes(store: Store) -> None:
    article = Article(("自收到申请之日起20个工作日内",))
    assert passes(store, "20个工作日", article)
    assert not passes(store, "30个工作日", article)
    assert not passes(store, "20个工作日，可延长15日", article)


@pytest.mark.parametrize("text", ["2个工作日", "0日", "120日"])
def test_a_part_of_a_number_in_a_quote_is_another_number(store: Store, text: str) -> None:
    assert not passes(store, text, Article(("自收到申请之日起20个工作日内",)))


# ------------------------------------------------------------------ arithmetic
numbers = st.decimals(min_value=0, max_value=10**9, places=2)


@given(values=st.lists(numbers, min_size=1, max_size=12))
def test_a_sum_is_exact(values: list[Decimal]) -> None:
    assert evaluate(" + ".join(map(str, values))) == sum(values, Decimal())


@given(first=numbers, second=numbers)
def test_a_difference_is_exact_and_may_be_negative(first: Decimal, second: Decimal) -> None:
    assert evaluate(f"{first} − {second}") == first - second


@given(parts=st.lists(numbers, min_size=1, max_size=5), whole=numbers, places=st.integers(0, 3))
def test_a_share_is_rounded_half_up_as_with_pencil_and_paper(parts: list[Decimal], whole: Decimal, places: int) -> None:
    assume(whole > 0)
    formula = f"({' + '.join(map(str, parts))}) ÷ {whole} × 100%"
    with localcontext() as context:
        context.prec = 60
        expected = (sum(parts, Decimal()) / whole * 100).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    assert evaluate(formula, places) == expected


@given(value=st.integers(0, 10**12))
def test_thousands_separators_do_not_matter(value: int) -> None:
    assert evaluate(f"{value:,} + 0") == value


@given(value=numbers)
def test_division_by_zero_is_refused(value: Decimal) -> None:
    with pytest.raises(ZeroDivisionError):
        evaluate(f"{value} ÷ 0")


@pytest.mark.parametrize(
    "text", ["", "1 +", "__import__('os')", "1 ** 2", "a + 1", "(1", "1; 2", "[1]", "'1'", "1 if 1 else 2"]
)
def test_what_is_no_formula_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a formula"):
        evaluate(text)
