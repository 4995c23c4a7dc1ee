"""One pattern for any of many words, shared beginnings written once.

A regular expression tries alternatives one by one at each place of a text; with hundreds of words that is most of what
a search costs. Written as a tree of their characters, a glance at the first one rules nearly all places out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TypeAlias

_Tree: TypeAlias = "dict[str, _Tree]"

_END = ""
"""The key under which a tree says that a word ends there."""
_MANY = 4
"""So many beginnings are worth a look at the first character."""


def any_of(words: Iterable[str], not_before: Mapping[str, str] | None = None, between: str = "") -> str:
    """Return a pattern that matches any of the words, the longest that fits first, as ``a|b|c`` by length does.

    ``not_before`` says which characters may not follow a word; ``between`` is a pattern for what may stand between its
    characters. Without words, nothing matches.

    >>> pattern = any_of(["主动公开", "主动", "公开"], {"公开": "栏"})
    >>> re.findall(pattern, "主动公开公开栏主动")
    ['主动公开', '主动']
    """
    tree: _Tree = {}
    for word in words:
        node = tree
        for character in word:
            node = node.setdefault(character, {})
        node[_END] = {}
    return f"(?:{_pattern(tree, '', not_before or {}, between)})" if tree else "(?!)"


def _pattern(tree: _Tree, word: str, not_before: Mapping[str, str], between: str) -> str:
    """Return the pattern of what follows the characters of ``word`` on the way down the tree."""
    following = sorted(character for character in tree if character != _END)
    gap = between if word else ""
    ways = [
        gap + re.escape(character) + _pattern(tree[character], word + character, not_before, between)
        for character in following
    ]
    if _END in tree:
        ways.append(f"(?![{not_before[word]}])" if word in not_before else "")
    if len(ways) == 1:
        return ways[0]
    first = f"(?=[{''.join(map(re.escape, following))}])" if len(ways) >= _MANY and not gap and _END not in tree else ""
    return f"{first}(?:{'|'.join(ways)})"
