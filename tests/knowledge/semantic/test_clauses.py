"""A sentence cut into the clauses that are given vectors: all of it, and nothing too short."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from knowledge.records import Passage, Place
from knowledge.search import Sentence
from knowledge.semantic.clauses import SHORTEST, clauses_of, said


def sentence(text: str, before: str = "") -> Sentence:
    passage = Passage(1, 0, before + text, Place(0, 0, len(before + text)))
    return Sentence(passage, len(before), len(before) + len(text), text, "", None)


def cut(text: str) -> list[str]:
    whole = sentence(text, before="前一句。")
    return [said(whole, *span) for span in clauses_of(whole)]


def test_each_thing_said_is_a_clause() -> None:
    assert cut("建立健全信息发布审核制度和流程；定期组织开展网络安全应急演练，累计关停长期不更新的账号三个。") == [
        "建立健全信息发布审核制度和流程；",
        "定期组织开展网络安全应急演练，",
        "累计关停长期不更新的账号三个。",
    ]


def test_what_is_short_stays_with_what_is_next_to_it() -> None:
    assert cut("一是加强培训，二是组织各部门业务骨干开展集中学习，效果良好。") == [
        "一是加强培训，二是组织各部门业务骨干开展集中学习，效果良好。"
    ]


@given(st.text(alphabet="公开，；。申请", min_size=1, max_size=120))
def test_the_clauses_are_the_sentence(text: str) -> None:
    whole = sentence(text, before="前文。")
    spans = clauses_of(whole)
    assert "".join(whole.passage.text[start:end] for start, end in spans) == text
    assert len(spans) == 1 or all(end - start >= SHORTEST for start, end in spans)
