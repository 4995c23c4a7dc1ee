"""The word lists as data: nothing stands twice, everything named exists, and every row can be asked for."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

from knowledge.answering.wording import sentence, words
from knowledge.forms import forms, label_of
from knowledge.understanding.lexicon import Term, lexicon
from knowledge.understanding.normalise import normalise
from knowledge.understanding.terms import DEFAULT_MEASURE, known_indicators
from knowledge.vocabulary import domain_terms, load
from knowledge.vocabulary.turns import turn, turns

ROOT = Path(__file__).parents[2]
ROLES = ("indicators", "subjects", "measures", "applicants")
ASKED = tuple(layout for layout in forms() if layout.id != "2014")
"""The forms whose rows are named in ``terms.toml``; the statistics before 2019 have words of their own."""


def phrases(role: str) -> Iterator[tuple[str, str]]:
    for value, found in load("terms")[role].items():
        for phrase in found:
            yield value, phrase


# ------------------------------------------------------------------ terms
def test_no_phrase_stands_twice_in_the_terms() -> None:
    counts = Counter(normalise(phrase) for role in ROLES for _, phrase in phrases(role))
    assert [phrase for phrase, count in counts.items() if count > 1] == []


def test_no_phrase_is_blank_or_padded() -> None:
    for role in ROLES:
        assert [phrase for _, phrase in phrases(role) if not phrase or phrase != phrase.strip()] == []


def test_every_indicator_that_has_phrases_is_one_of_a_form() -> None:
    assert set(load("terms")["indicators"]) <= known_indicators()


def test_every_subject_with_its_measures_makes_indicators_of_a_form() -> None:
    for subject in load("terms")["subjects"]:
        assert subject in DEFAULT_MEASURE
        measure = DEFAULT_MEASURE[subject]
        assert (f"{subject}.{measure}" if measure else subject) in known_indicators()
        assert any(f"{subject}.{measure}" in known_indicators() for measure in load("terms")["measures"])


def test_every_measure_measures_some_subject() -> None:
    for measure in load("terms")["measures"]:
        assert any(f"{subject}.{measure}" in known_indicators() for subject in load("terms")["subjects"])


def test_every_row_can_be_asked_for_by_a_phrase_or_by_subject_and_measure() -> None:
    terms = load("terms")
    for layout in ASKED:
        for indicator in (*layout.indicators, *(subtotal.id for subtotal in layout.subtotals)):
            if terms["indicators"].get(indicator):
                continue
            subject, _, measure = indicator.rpartition(".")
            composed = subject in terms["subjects"] and measure in (*terms["measures"], "total")
            assert composed or indicator in terms["subjects"], f"{layout.id}: {indicator}"


def test_every_kind_of_applicant_has_phrases() -> None:
    columns = {column.id for column in forms()[-1].table("requests").rows[0].columns}
    assert columns | {"organisations"} == set(load("terms")["applicants"])
    assert all(load("terms")["applicants"].values())


def test_the_labels_of_the_forms_are_kept_whole_by_the_segmenter() -> None:
    assert {"予以公开", "自然人", "重复申请"} <= set(domain_terms())
    assert len(domain_terms()) == len(set(domain_terms()))


# ------------------------------------------------------------------ what is asked
def test_no_word_of_asks_stands_twice_in_one_list() -> None:
    for ask, found in load("asks")["asks"].items():
        # Asks may share a word (增减 is a difference and a change); within one list it would be a slip.
        repeated = [word for word, count in Counter(found).items() if count > 1]
        assert repeated == [], f"{ask}: {repeated}"


# ------------------------------------------------------------------ synonyms
def test_a_word_is_in_one_group_of_synonyms_only() -> None:
    counts = Counter(word for group in load("synonyms")["groups"] for word in dict.fromkeys(group))
    assert [word for word, count in counts.items() if count > 1] == []


def test_no_group_of_synonyms_names_a_word_twice() -> None:
    for group in load("synonyms")["groups"]:
        assert len(set(group)) == len(group), group


@pytest.mark.parametrize("name", ["narrowing", "common"])
def test_no_list_of_words_names_one_twice(name: str) -> None:
    counts = Counter(load("synonyms")[name])
    assert [word for word, count in counts.items() if count > 1] == []


# ------------------------------------------------------------------ rates, rewrites, scope
def test_rates_are_made_of_indicators_that_there_are() -> None:
    for name, rate in load("rates")["rates"].items():
        assert rate["phrases"], name
        assert {*rate["parts"], *rate["whole"]} <= known_indicators(), name
        assert not set(rate["parts"]) & set(rate["whole"]), name


def test_no_phrase_names_two_rates() -> None:
    counts = Counter(phrase for rate in load("rates")["rates"].values() for phrase in rate["phrases"])
    assert [phrase for phrase, count in counts.items() if count > 1] == []


def test_every_phrase_of_a_rate_is_heard_as_a_rate() -> None:
    for rate in load("rates")["rates"].values():
        for phrase in rate["phrases"]:
            assert [match.meanings for match in lexicon().cover(phrase)] == [(Term("ask", "rate"),)], phrase


def test_every_turn_of_speech_that_asks_is_a_pattern_of_its_own() -> None:
    for ask, patterns in load("asks")["patterns"].items():
        for pattern in patterns:
            assert not re.search(pattern, ""), ask
    for name in ("money", "people"):
        assert not any(re.search(pattern, "新收申请多少件") for pattern in load("asks")["counted"][name])
    assert set(load("asks")["counted"]["people_of"]) <= set(load("terms")["subjects"])


def test_the_words_for_people_name_natural_persons() -> None:
    people, applicants = load("terms")["people"], load("terms")["applicants"]["natural_person"]
    assert not set(people["loose"]) & set(people["sure"])
    assert all(any(word in phrase for phrase in applicants) for word in people["loose"])


def test_every_rewrite_compiles_and_leads_to_words() -> None:
    for rule in load("rewrites")["rewrite"]:
        pattern = re.compile(rule["pattern"])
        assert not pattern.search(""), rule["pattern"]
        assert not re.search(r"(?<!\\)\d", rule["to"])


def test_a_rewritten_text_is_not_rewritten_by_the_same_rule_again() -> None:
    for rule in load("rewrites")["rewrite"]:
        fixed = "\\" not in rule["to"]
        assert not fixed or re.sub(rule["pattern"], rule["to"], rule["to"]) in (rule["to"], "，"), rule["pattern"]


def test_every_pattern_of_scope_compiles_and_has_its_sentence() -> None:
    for reason, rule in load("scope").items():
        assert words(f"scope.{reason}")
        for pattern in (*rule["patterns"], *rule.get("unless", ())):
            assert not re.compile(pattern).search(""), pattern


# ------------------------------------------------------------------ turns of speech
@pytest.mark.parametrize("name", turns())
def test_a_turn_of_speech_has_a_meaning_and_matches_its_hits_and_none_of_its_misses(name: str) -> None:
    entry = turns()[name]
    pattern = turn(name, **entry.get("filled", {}))
    assert entry.keys() - {"filled"} == {"meaning", "any", "hits", "misses"}
    assert re.fullmatch(r"\S.*[.]", entry["meaning"])
    assert entry["hits"]
    assert [text for text in entry["hits"] if not pattern.search(text)] == []
    assert [text for text in entry["misses"] if pattern.search(text)] == []
    # Only what is looked for at one place of a text may be empty, and then nothing misses it.
    assert bool(entry["misses"]) != bool(pattern.search(""))


def test_every_turn_of_speech_is_used_by_the_code_or_by_another() -> None:
    code = "".join(path.read_text("utf-8") for path in sorted((ROOT / "knowledge").rglob("*.py")))
    others = "".join(text for entry in turns().values() for text in entry["any"])
    assert [name for name in turns() if f'turn("{name}"' not in code and f"{{{name}}}" not in others] == []


def test_a_turn_of_speech_that_there_is_not_fails_by_name() -> None:
    with pytest.raises(KeyError, match="no_such_turn"):
        turn("no_such_turn")


def test_no_regular_expression_with_chinese_words_stands_in_the_code_of_answering_and_understanding() -> None:
    assert [*patterns_in_code("knowledge/answering"), *patterns_in_code("knowledge/understanding")] == []


def patterns_in_code(folder: str) -> Iterator[str]:
    """Yield every regular expression with Chinese characters in it that is written down in a call of ``re``."""
    for path in sorted((ROOT / folder).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args:
                of_re = isinstance(node.func.value, ast.Name) and node.func.value.id == "re"
                literal = ast.unparse(node.args[0])
                if of_re and re.search("[\u4e00-\u9fff]", literal.replace("\u4e00-\u9fff", "")):
                    yield f"{path.name}: {literal}"


# ------------------------------------------------------------------ wording
def sentences() -> dict[str, str]:
    import tomllib

    data = tomllib.loads((ROOT / "knowledge/answering/wording.toml").read_text("utf-8"))
    return {f"{group}.{name}": text for group, texts in data.items() for name, text in texts.items()}


def test_no_sentence_has_a_digit_of_its_own() -> None:
    # Digits come with their evidence only.
    assert [key for key, text in sentences().items() if re.search(r"\d", text)] == []


def test_every_sentence_can_be_filled() -> None:
    for key, text in sentences().items():
        places = {place for _, place, _, _ in Formatter().parse(text) if place is not None}
        assert all(place.isidentifier() for place in places), key
        filled = "".join(piece.text for piece in sentence(key, **dict.fromkeys(places, "某")))
        assert "{" not in filled
        assert "}" not in filled


def keys_in_code() -> Iterator[tuple[str, str]]:
    """Yield (file, key) for every sentence that the code says; what is put in at run time is ``*``."""
    for path in sorted((ROOT / "knowledge").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and node.args and _name(node.func) in _SAYING:
                yield from ((path.name, key) for key in _keys(node.args[0]))


_SAYING = {"say", "note", "words", "sentence"}


def _name(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def _keys(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from _keys(node.body)
        yield from _keys(node.orelse)
    elif isinstance(node, ast.JoinedStr):
        yield "".join(str(part.value) if isinstance(part, ast.Constant) else "*" for part in node.values)


def test_every_sentence_that_the_code_says_is_there() -> None:
    known = sentences()
    missing = [
        (file, key) for file, key in keys_in_code() if not any(re.fullmatch(_pattern(key), held) for held in known)
    ]
    assert missing == []


def test_every_sentence_that_is_there_is_said_somewhere() -> None:
    code = "\n".join(path.read_text("utf-8") for path in (ROOT / "knowledge").rglob("*.py"))
    said = [_pattern(key) for _, key in keys_in_code() if "*" in key]
    unsaid = [
        key
        for key in sentences()
        if f'"{key}"' not in code
        and f'"{key.removesuffix("_newest").removesuffix("_years")}"' not in code
        and not any(re.fullmatch(pattern, key) for pattern in said)
    ]
    assert unsaid == []


def _pattern(key: str) -> str:
    return re.escape(key).replace(r"\*", ".*")


def test_no_label_of_a_form_brings_a_digit_into_a_sentence() -> None:
    assert [name for name in known_indicators() if re.search(r"\d", label_of(name))] == []
