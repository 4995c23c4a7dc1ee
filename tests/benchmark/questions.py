"""What is asked of a base of any size, by strategy: each time of other agencies and years."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from random import Random

ROWS = ("新收政府信息公开申请", "予以公开", "部分公开", "结转下年度继续办理", "行政复议总计")
_MISHEARD = str.maketrans("档务育政", "挡雾玉正")
"""Characters of the names of bodies, and others of the same sound."""
RANKED = ("新收申请", "予以公开的", "不予公开的", "予以公开率")


def questions(names: Sequence[str], years: Sequence[int], count: int) -> dict[str, tuple[str, ...]]:
    """Return questions by strategy. Where one year only is held there is no trend to ask for."""
    made = {
        "cell": lambda one, other, year, row: f"{one}{year}年{row}多少件？",
        "comparison": lambda one, other, year, row: f"{one}和{other}{year}年{row}分别是多少件？",
        "trend": lambda one, other, year, row: f"{one}历年{row}的变化",
        "narrative": lambda one, other, year, row: f"{one}{year}年网站发布信息多少条？",
        "statement": lambda one, other, year, row: f"{one}{year}年存在哪些问题？",
        "decline": lambda one, other, year, row: f"{one}1999年{row}多少件？",
        "misspelled": lambda one, other, year, row: f"{one.translate(_MISHEARD)}{year}年{row}多少件？",
        "not held": lambda one, other, year, row: f"{one[:-3]}气象局{year}年{row}多少件？",
        "place": lambda one, other, year, row: f"{one[:-3]}{year}年{row}多少件？",
    }
    if len(years) == 1:
        made.pop("trend")
    group = {
        "total": lambda year, row: f"{year}年各单位{row}一共多少件？",
        "average": lambda year, row: f"{year}年各单位{row}平均多少件？",
        "picked": lambda year, row: f"{year}年{row}超过900件的单位有哪些？",
        "every body": lambda year, row: f"所有单位{year}年{row}分别是多少件？",
        "place in order": lambda year, row: f"{names[0]}{year}年{row}在所有单位里排第几？",
    }
    asked: dict[str, tuple[str, ...]] = {}
    for name, make in made.items():
        asked[name] = tuple(make(*drawn) for drawn in _drawn(names, years, count, name))
    for name, ask in group.items():
        asked[name] = tuple(ask(year, row) for _, _, year, row in _drawn(names, years, count, name))
    asked["ranking"] = tuple(
        f"{years[place % len(years)]}年{row}{'最高' if row.endswith('率') else '最多'}的是哪个机关？"
        for place in range(count)
        for row in RANKED[place % len(RANKED) :][:1]
    )
    return asked


def _drawn(names: Sequence[str], years: Sequence[int], count: int, seed: str) -> Iterator[tuple[str, str, int, str]]:
    draw = Random(seed)
    for _ in range(count):
        one, other = draw.sample(names, 2)
        yield one, other, draw.choice(years), draw.choice(ROWS)
