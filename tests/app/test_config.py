"""The settings are parsed once; one that cannot be used is named with the remedy."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.config import BadSetting, Config
from app.texts import languages, texts


def test_without_any_setting_there_are_defaults() -> None:
    config = Config.from_environment({})
    assert config.database == Path("zhiqing.db")
    assert config.rate_limit and config.retention_days and not config.allowed_origins


def test_every_setting_is_read() -> None:
    config = Config.from_environment(
        {
            "ZHIQING_DB": "/srv/z.db",
            "ZHIQING_RATELIMIT": "10 per minute",
            "ZHIQING_ORIGINS": "https://a.gov.cn/ http://b.gov.cn:8080",
            "ZHIQING_RETENTION_DAYS": "30",
            "ZHIQING_PROXIES": "1",
            "ZHIQING_LANGUAGE": "zh-Hant",
            "ZHIQING_VOICE": "off",
        }
    )
    assert config.database == Path("/srv/z.db")
    assert config.allowed_origins == ("https://a.gov.cn", "http://b.gov.cn:8080")
    assert (config.rate_limit, config.retention_days, config.proxies) == ("10 per minute", 30, 1)
    assert (config.language, config.voice) == ("zh-Hant", "off")


def test_the_command_line_overrules_the_environment() -> None:
    assert Config.from_environment({"ZHIQING_DB": "a.db"}, db="b.db").database == Path("b.db")


def test_nought_turns_the_rate_limit_off() -> None:
    assert Config.from_environment({"ZHIQING_RATELIMIT": "0"}).rate_limit is None


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ZHIQING_RATELIMIT", "often"),
        ("ZHIQING_ORIGINS", "portal.gov.cn"),
        ("ZHIQING_ORIGINS", "https://portal.gov.cn/chat"),
        ("ZHIQING_RETENTION_DAYS", "-1"),
        ("ZHIQING_PROXIES", "yes"),
        ("ZHIQING_LANGUAGE", "fr"),
        ("ZHIQING_VOICE", "everybody"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named(name: str, value: str) -> None:
    with pytest.raises(BadSetting, match=name):
        Config.from_environment({name: value})


def test_every_language_has_the_same_texts() -> None:
    def names(part: object, at: str = "") -> set[str]:
        if isinstance(part, dict):
            return {name for key, each in part.items() for name in names(each, f"{at}.{key}")}
        return {at}

    expected = names(texts("zh-Hans").entries)
    assert {language: names(texts(language).entries) for language in languages()} == dict.fromkeys(
        languages(), expected
    )


def test_an_unknown_text_or_language_fails_saying_its_name() -> None:
    with pytest.raises(KeyError, match="nothing"):
        texts("zh-Hans")("nav.nothing")
    with pytest.raises(LookupError, match="zh-Hans"):
        texts("tlh")
