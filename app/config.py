"""The settings of the web side: parsed once from the environment, then frozen."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from limits import parse_many

from app.texts import languages
from knowledge.errors import ZhiqingError

DEFAULT_DATABASE = "zhiqing.db"
DEFAULT_RATE_LIMIT = "60 per minute; 1000 per hour"
"""A whole office may sit behind one address, so the limit is set against scripts, not against people."""
DEFAULT_RETENTION_DAYS = 180
DEFAULT_LANGUAGE = "zh-Hans"
VOICES = ("device", "browser", "off")
"""Who may hear a spoken question: the reader's own device alone; the browser, whose maker may listen; nobody."""


class BadSetting(ZhiqingError):
    """A setting in the environment that cannot be used; the message names it and the remedy."""


@dataclass(frozen=True, slots=True)
class Config:
    """What an operator may set.

    - ``database`` is the knowledge base (``ZHIQING_DB``).
    - ``rate_limit`` is how often one address may ask, in the notation of the package ``limits``
      (``ZHIQING_RATELIMIT``; ``0`` turns it off: None).
    - ``allowed_origins`` are the sites that may embed the chat and call the API from the browser
      (``ZHIQING_ORIGINS``, parted by spaces).
    - ``retention_days`` says how long conversations are kept (``ZHIQING_RETENTION_DAYS``; 0: for good).
    - ``proxies`` counts the reverse proxies in front whose forwarded address is trusted (``ZHIQING_PROXIES``).
    - ``language`` names the interface texts that a reader meets first (``ZHIQING_LANGUAGE``).
    - ``voice`` says who may hear a spoken question, one of ``VOICES`` (``ZHIQING_VOICE``).

    >>> Config.from_environment({"ZHIQING_RATELIMIT": "0"}).rate_limit is None
    True
    """

    database: Path = Path(DEFAULT_DATABASE)
    rate_limit: str | None = DEFAULT_RATE_LIMIT
    allowed_origins: tuple[str, ...] = ()
    retention_days: int = DEFAULT_RETENTION_DAYS
    proxies: int = 0
    language: str = DEFAULT_LANGUAGE
    voice: str = VOICES[0]

    @classmethod
    def from_environment(cls, environ: Mapping[str, str] | None = None, *, db: str | Path | None = None) -> Config:
        """Read the settings; ``db`` overrules the knowledge base. Raises BadSetting where one cannot be used."""
        values = os.environ if environ is None else environ
        return cls(
            database=Path(db or values.get("ZHIQING_DB") or DEFAULT_DATABASE),
            rate_limit=_rate_limit(values.get("ZHIQING_RATELIMIT", "")),
            allowed_origins=tuple(map(_origin, values.get("ZHIQING_ORIGINS", "").split())),
            retention_days=_count(values, "ZHIQING_RETENTION_DAYS", DEFAULT_RETENTION_DAYS),
            proxies=_count(values, "ZHIQING_PROXIES", 0),
            language=_language(values.get("ZHIQING_LANGUAGE", "").strip()),
            voice=_voice(values.get("ZHIQING_VOICE", "").strip()),
        )


def _rate_limit(value: str) -> str | None:
    value = value.strip()
    if value == "0":
        return None
    if not value:
        return DEFAULT_RATE_LIMIT
    try:
        parse_many(value)
    except ValueError as error:
        raise BadSetting(f"ZHIQING_RATELIMIT 无法识别：{value}。请写成“60 per minute”，或写 0 关闭限速。") from error
    return value


def _origin(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.netloc or parts.path.strip("/") or parts.query:
        raise BadSetting(
            f"ZHIQING_ORIGINS 里的“{value}”不是网站地址。请写成 https://www.example.gov.cn，多个之间用空格。"
        )
    return f"{parts.scheme}://{parts.netloc}"


def _language(value: str) -> str:
    if value and value not in languages():
        raise BadSetting(f"ZHIQING_LANGUAGE 没有“{value}”的界面文字。可选：{'、'.join(languages())}。")
    return value or DEFAULT_LANGUAGE


def _voice(value: str) -> str:
    if value and value not in VOICES:
        raise BadSetting(f"ZHIQING_VOICE 不能是“{value}”。可选：{'、'.join(VOICES)}。")
    return value or VOICES[0]


def _count(values: Mapping[str, str], name: str, default: int) -> int:
    value = values.get(name, "").strip()
    if not value:
        return default
    if not (value.isascii() and value.isdecimal()):
        raise BadSetting(f"{name} 应为不小于 0 的整数，现在是“{value}”。")
    return int(value)
