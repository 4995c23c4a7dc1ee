"""The article of a web page, told from the furniture around it by what it is: prose, and statutory wordings."""

from __future__ import annotations

import re

from lxml import etree
from lxml.etree import _Element as Element

# fmt: off
DROPPED = frozenset({
    "script", "style", "noscript", "template", "iframe", "object", "embed", "svg", "canvas", "nav", "footer", "form",
    "button", "select", "textarea", "head", "link",
})
# fmt: on
"""What is never part of an article. A ``<title>`` or ``<meta>`` in the body is read on its own."""

MARKS = re.compile(
    r"总体情况|概述|主动公开政府信息|收到和处理政府信息公开申请|行政复议|行政诉讼|主要问题|其他需要报告|政府信息公开条例|统计期限|"
    r"年度报告|總體情況|主動公開政府信息|行政復議|主要問題|其他需要報告|政府信息公開條例"
)
MARK_WEIGHT = 100
"""Characters that a statutory wording is worth when the article is looked for."""

SHARE = 0.85
"""The article is the innermost element that holds this share of the page's prose."""


def article_of(page: Element) -> Element:
    """Return the innermost element that holds nearly all prose and statutory wordings of the page."""
    weights = _weights(page)
    article = page
    while True:
        heaviest = max(article, key=lambda child: weights.get(child, 0.0), default=None)
        if heaviest is None or weights.get(heaviest, 0.0) < SHARE * weights[page] or heaviest.tag in ("table", "p"):
            return article
        article = heaviest


def _weights(page: Element) -> dict[Element, float]:
    """Return, for each element, the length of its text outside links, and what its statutory wordings weigh."""
    weights: dict[Element, float] = {}
    walk = etree.iterwalk(page, events=("start", "end"))
    linked = 0
    for event, element in walk:
        if event == "start":
            weights[element] = 0.0
            linked += element.tag == "a"
            if element.tag in DROPPED:
                walk.skip_subtree()
            elif not linked:
                weights[element] = _weight(element.text)
        else:
            linked -= element.tag == "a"
            parent = element.getparent()
            if parent is not None and parent in weights:
                weights[parent] += weights[element] + (0.0 if linked else _weight(element.tail))
    return weights


def _weight(text: str | None) -> float:
    if not text or text.isspace():
        return 0.0
    return len(text.strip()) + (MARK_WEIGHT * len(MARKS.findall(text)) if len(text) > 1 else 0)
