"""How much of a question stands in a sentence character by character, each counted by how rare it is in the report.

A Chinese word shares a character with most words near to it (打分 and 评分, 网页 and 网站, 动画片 and 动漫). So the
characters put sentences in order where no word of the question stands in the report; they prove nothing by themselves.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

LENGTH = 0.2
"""How far the length of a sentence counts against it: a long one has any character."""


def shares(question: str, texts: Sequence[str]) -> list[float]:
    """Return for each text what share of the question's characters, by rarity, stands in it; 0 where none does.

    >>> shares("打分", ["考核评分办法", "平台建设情况"])
    [1.0, 0.0]
    """
    held = {each: sum(each in text for text in texts) for each in sorted(set(question)) if each.isalnum()}
    rarity = {each: math.log(1 + (len(texts) - count + 0.5) / (count + 0.5)) for each, count in held.items() if count}
    if not rarity:
        return [0.0] * len(texts)
    total, mean = math.fsum(rarity.values()), sum(map(len, texts)) / len(texts)
    return [
        math.fsum(weight for each, weight in rarity.items() if each in text)
        / (total * (1 - LENGTH + LENGTH * len(text) / mean))
        for text in texts
    ]
