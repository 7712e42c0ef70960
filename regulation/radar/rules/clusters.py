"""What of many rows is one undertaking: those that share a telephone, an account or a name. Pure."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from regulation.recruiter_accounts import spelling

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from regulation.radar.rules.signals import Advert

#: A number under more names than this is a hotline or a platform's, and joins nobody.
MOST_NAMES = 12
#: A name under more telephones than this (高薪招聘) is a common word.
MOST_PHONES = 30
SHORTEST_NAME = 4
PHONE, ACCOUNT, NAME, ROW, ALONE = "phone", "account", "name", "row", "alone"


def keys(advert: Advert) -> tuple[str, ...]:
    """By what a row may be joined to others: its phones, its account, its name. A row without any stands alone."""
    phones = dict.fromkeys([*map(spelling.phone, advert.phones), *spelling.phones_in(advert.text)])
    account = spelling.name(advert.account)
    name = spelling.core(spelling.name(advert.name))
    found = [f"{PHONE}:{each}" for each in phones if each]
    found += [f"{ACCOUNT}:{account}"] if account else []
    found += [f"{NAME}:{name}"] if len(name) >= SHORTEST_NAME else []
    return tuple(found) or (f"{ROW}:{advert.key}",)


@dataclass(slots=True)
class _Sets:
    """Union-find in which some may never meet."""

    apart: Mapping[str, set[str]]
    parent: dict[str, str] = field(default_factory=dict)
    members: dict[str, set[str]] = field(default_factory=dict)

    def root(self, key: str) -> str:
        if key not in self.parent:
            self.parent[key], self.members[key] = key, {key}
        above = self.parent[key]
        while above != self.parent[above]:
            self.parent[key] = above = self.parent[above]
        return above

    def join(self, one: str, other: str) -> bool:
        """Whether the two are together now."""
        first, second = self.root(one), self.root(other)
        if first == second:
            return True
        if len(self.members[first]) < len(self.members[second]):
            first, second = second, first
        smaller, larger = self.members[second], self.members[first]
        if any(self.apart.get(each, set()) & larger for each in smaller):
            return False
        self.parent[second] = first
        larger |= self.members.pop(second)
        return True


def of(
    rows: Sequence[tuple[str, ...]],
    *,
    same: Iterable[tuple[str, str]] = (),
    apart: Iterable[tuple[str, str]] = (),
) -> list[frozenset[str]]:
    """The keys of each row's cluster, in the order of the rows.

    `same` and `apart` are what people decided: what is the same is joined first, what is not never meets, whatever the
    rows say. The answer does not depend on the order in which the rows come.
    """
    foes: dict[str, set[str]] = defaultdict(set)
    for one, other in apart:
        foes[one].add(other)
        foes[other].add(one)
    sets = _Sets(foes)
    for one, other in sorted(same):
        sets.join(one, other)
    hubs = _hubs(rows)
    pairs = {
        tuple(sorted((joined[0], other)))
        for row in rows
        if (joined := [key for key in row if key not in hubs])
        for other in joined[1:]
    }
    for one, other in sorted(pairs):
        sets.join(one, other)
    # One set for each cluster, however many rows it has.
    whole: dict[str, frozenset[str]] = {}
    answer = []
    for row in rows:
        # A row goes with the sign of which people said what it is not; what it shares with both sides decides nothing.
        joined = [key for key in row if key not in hubs] or [f"{ALONE}:{'|'.join(row)}"]
        root = sets.root(next((key for key in joined if key in foes), joined[0]))
        if root not in whole:
            whole[root] = frozenset(sets.members[root])
        answer.append(whole[root])
    return answer


def _hubs(rows: Sequence[tuple[str, ...]]) -> set[str]:
    """Telephones that stand beside too many different names, and names beside too many different telephones."""
    beside: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        called = [key for key in row if key.startswith(f"{NAME}:")]
        numbers = [key for key in row if key.startswith(f"{PHONE}:")]
        for key in numbers:
            beside[key].update(called)
        for key in called:
            beside[key].update(numbers)
    return {
        key
        for key, others in beside.items()
        if len(others) > (MOST_NAMES if key.startswith(f"{PHONE}:") else MOST_PHONES)
    }


def owner(keys_of: Iterable[str], held: Mapping[str, tuple[int, str]]) -> str | None:
    """The cluster that goes on: of those that held one of these keys before, the oldest."""
    found = sorted(held[key] for key in keys_of if key in held)
    return found[0][1] if found else None
