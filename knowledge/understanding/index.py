"""The names of the agencies held, ready to be found in questions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property

from knowledge.divisions import banner_for_short, bare, chain, greatest_level, kind_of, level_of, names_of_bodies
from knowledge.records import HeldAgency
from knowledge.understanding.lexicon import Trie
from knowledge.understanding.normalise import normalise
from knowledge.understanding.sound import sound


class AgencyIndex:
    """The names of every agency held, ready to be found in questions. Built anew when what is held changes."""

    def __init__(self, agencies: Sequence[HeldAgency]) -> None:
        self.agencies = {agency.id: agency for agency in agencies}
        self.names: Trie[int] = Trie(
            (normalise(name), agency.id) for agency in agencies for name in names_of(agency) - _cores_of(agency)
        )
        cores = [(normalise(name), agency.id) for agency in agencies for name in _cores_of(agency)]
        self.cores: Trie[int] = Trie(cores)
        self.core_names = frozenset(name for name, _ in cores)
        self._sounds: Trie[int] | None = None
        self.spelled: Trie[str] | None = None
        """The names and the vocabulary in pinyin, built when first needed."""

    def find(self, name: str) -> tuple[int, ...]:
        """Return the agencies that go by a name."""
        name = normalise(name)
        return next((ids for end, ids in self.names.at(name, 0) if end == len(name)), ())

    def at_place(self, place: str) -> tuple[int, ...]:
        """Return the agencies of a place itself, not of the places within it, nor of another kind of its name."""
        likely = {*self._by_place.get(bare(place), ()), *self._by_place.get(place, ())}
        return tuple(key for key in sorted(likely) if is_place(place, last_place(self.agencies[key])))

    @cached_property
    def _by_place(self) -> Mapping[str, Sequence[int]]:
        """The agencies by what their place is called for short, and by a banner's short name."""
        found: dict[str, list[int]] = {}
        for key, agency in self.agencies.items():
            place = last_place(agency)
            for short in {bare(place), banner_for_short(place)} - {""}:
                found.setdefault(short, []).append(key)
        return found

    @property
    def sounds(self) -> Trie[int]:
        """The names by sound, built when first needed: a syllable is one step of the trie."""
        if self._sounds is None:
            self._sounds = Trie(
                (sound(normalise(name)), agency.id)
                for agency in self.agencies.values()
                for name in names_of(agency) - _cores_of(agency)
                if len(name) > 2
            )
        return self._sounds

    def heard(self, name: str) -> bool:
        """Tell whether a name sounds exactly like one that is held (市水雾局)."""
        return any(len(match.phrase) == len(name) for match in self.sounds.longest(sound(name)))


def names_of(agency: HeldAgency) -> frozenset[str]:
    """Return every name that an agency goes by, a banner's short one (克旗) among them."""
    names = {agency.name, *agency.aliases}
    place = last_place(agency)
    banner = banner_for_short(place)
    return frozenset(names | {banner + name.removeprefix(place) for name in names if banner and name.startswith(place)})


def _cores_of(agency: HeldAgency) -> frozenset[str]:
    """Return the names without the word for the kind of body (某县教育), as accounts and their readers use them."""
    names, kinds = names_of(agency), names_of_bodies()["words"]["kinds"]
    return frozenset(name for name in names if any(name + kind in names for kind in kinds))


def governs(agency: HeldAgency) -> bool:
    """Tell whether an agency is the government of its place, or the office that reports for it."""
    governments = names_of_bodies()["words"]["governments"]
    return agency.name.endswith((*governments, *(name + "办公" + kind for name in governments for kind in "厅室")))


def last_place(agency: HeldAgency) -> str:
    """Return the smallest place in the name of an agency's place, empty where it has none."""
    return chain(agency.place)[-1] if agency.place else ""


def is_place(said: str, place: str) -> bool:
    """Tell whether what is said for a place means it: 克旗 克什克腾旗; 吉林 not 吉林市, for that is a province as well.

    >>> [is_place(said, "恩施土家族苗族自治州") for said in ("恩施", "恩施州", "恩施市")]
    [True, True, False]
    """
    if said == place or (said and said == banner_for_short(place)):
        return True
    if not place or bare(said) != bare(place):
        return False
    if kind_of(said):
        return kind_of(said) == kind_of(place)
    # The bare name means the greatest place of that name, and a city rather than the zone that is called after it.
    return greatest_level(said) in (level_of(place), "")
