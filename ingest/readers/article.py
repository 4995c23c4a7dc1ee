"""The article of a web page, told from the furniture around it by what it is: prose, and statutory wordings."""

from __future__ import annotations

import re

from lxml import etree
from lxml.etree import _Element as Element

# fmt: off
DROPPED = frozenset({
    "script", "style", "noscript", "template", "iframe", "object", "embed", "svg", "canvas", "nav", "aside", "footer",
    "form", "button", "select", "textarea", "head", "link",
})
# fmt: on
"""What is never part of an article. A ``<title>`` or ``<meta>`` in the body is read on its own."""

MARKS = re.compile(
    r"总体情况|概述|主动公开政府信息|收到和处理政府信息公开申请|行政复议|行政诉讼|主要问题|其他需要报告|政府信息公开条例|统计期限|"
    r"年度报告|總體情況|主動公開政府信息|行政復議|主要問題|其他需要報告|政府信息公開條例"
)
MARK_WEIGHT = 100
"""Characters that a statutory wording is worth when the article is looked for."""

LABELS = re.compile(
    r"总\s?[计計]|總\s?計|[结結][转轉]|[维維]持|[纠糾]正|[审審][结結]|制[发發]|[废廢]止|新收|予以公[开開]|件[数數]"
)
LABEL_LENGTH = 40
SHARE = 0.85
"""The article is the innermost element that holds this share of the page's prose, and of the labels of tables:
these are short and must not be left behind where a page sets them beside the text and not within it."""


def article_of(page: Element) -> Element:
    """Return the innermost element that holds nearly all prose, statutory wordings and labels of tables of a page."""
    prose, labels = _weights(page)
    article = page
    while True:
        heaviest = max(article, key=lambda child: prose.get(child, 0), default=None)
        if heaviest is None or heaviest.tag in ("table", "p"):
            return article
        if prose.get(heaviest, 0) < SHARE * prose[page] or labels.get(heaviest, 0) < SHARE * labels[page]:
            return article
        article = heaviest


def _weights(page: Element) -> tuple[dict[Element, int], dict[Element, int]]:
    """Return, for each element, what its text outside links weighs, and how many labels of tables stand in it."""
    prose: dict[Element, int] = {}
    labels: dict[Element, int] = {}
    walk = etree.iterwalk(page, events=("start", "end"))
    linked = 0
    for event, element in walk:
        if event == "start":
            linked += is_link(element)
            if element.tag in DROPPED:
                walk.skip_subtree()
            text = None if linked or element.tag in DROPPED else element.text
            prose[element], labels[element] = _weight(text), _label(text)
        else:
            linked -= is_link(element)
            parent = element.getparent()
            if parent is not None and parent in prose:
                tail = None if linked else element.tail
                prose[parent] += prose[element] + _weight(tail)
                labels[parent] += labels[element] + _label(tail)
    return prose, labels


def _weight(text: str | None) -> int:
    if not text or text.isspace():
        return 0
    return len(text.strip()) + MARK_WEIGHT * len(MARKS.findall(text))


def _label(text: str | None) -> int:
    return int(bool(text and 2 <= len(text) <= LABEL_LENGTH and LABELS.search(text)))


def is_link(element: Element) -> bool:
    """Return whether an element leads elsewhere; without an address it is an anchor, as Word leaves them."""
    return bool(element.tag == "a" and element.get("href"))
