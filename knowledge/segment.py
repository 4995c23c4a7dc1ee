"""Chinese words: jieba with a user dictionary made of the vocabulary and the forms."""

from __future__ import annotations

import logging
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import jieba

_USER_FREQUENCY = 20_000
"""High enough that jieba keeps a domain term whole where its own dictionary would cut it."""


def tokens(text: str) -> list[str]:
    """Cut a text into words for the index, marks and spaces left out.

    >>> tokens("予以公开6件。")
    ['予以公开', '6', '件']
    """
    return [word for word in tokenizer().lcut(text, HMM=False) if word.isalnum()]


@cache
def tokenizer() -> jieba.Tokenizer:
    """Return jieba's tokenizer, loaded once, with the domain's terms."""
    import jieba

    jieba.setLogLevel(logging.WARNING)
    instance = jieba.Tokenizer()
    instance.initialize()
    for term in _domain_terms():
        instance.add_word(term, _USER_FREQUENCY)
    return instance


def _domain_terms() -> list[str]:
    from knowledge.vocabulary import domain_terms

    return domain_terms()
