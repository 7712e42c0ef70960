"""A register made ready to be asked, and one row of a list held against it, with the reasons. Pure.

No row is compared with every firm: each sign leads straight to the firms that share it. A sign that too many share
(the switchboard of a building, the address of an incubator) tells less, and beyond that nothing.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from rapidfuzz.distance import OSA, Levenshtein

from regulation.firms import names
from regulation.radar.rules.signals import (
    PROBABLE,
    SAID,
    WEIGHTS,
    Advert,
    Holding,
    Kind,
    Known,
    Match,
    Signal,
    Verdict,
    Warned,
    score,
)
from regulation.recruiter_accounts import spelling

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

#: Firms that share a sign before it counts for less, and before it counts for nothing.
FEW, MOST = 3, 20
LESS = 0.5
#: Shorter names are alike by chance.
SHORTEST_CORE, SHORTEST_BRAND, LONGEST_BRAND = 5, 3, 8
#: Reasons kept with a row: the best firms, and all of what speaks for each.
FIRMS_TOLD = 3

_LIFE = {Holding.LIVING: 0, Holding.REVOKED: 1, Holding.ENDED: 2, Holding.NONE: 3}
Places = dict[str, list[int]]


class Register:
    """Firms by every sign that a list may share with them."""

    def __init__(self, firms: Sequence[Known]) -> None:
        self.firms = firms
        self._of_name: Places = defaultdict(list)
        self._of_former: Places = defaultdict(list)
        self._of_branch: Places = defaultdict(list)
        self._of_sound: Places = defaultdict(list)
        self._of_slip: Places = defaultdict(list)
        self._of_brand: Places = defaultdict(list)
        self._of_phone: Places = defaultdict(list)
        self._of_address: Places = defaultdict(list)
        self._of_person: Places = defaultdict(list)
        self._of_licence: dict[str, tuple[int, bool, str]] = {}
        self._told: dict[str, list[tuple[int, Signal]]] = {}
        for at, firm in enumerate(firms):
            self._enter(at, firm)

    def _enter(self, at: int, firm: Known) -> None:
        self._enter_name(at, firm)
        for number in dict.fromkeys(map(spelling.phone, firm.phones)):
            self._of_phone[number].append(at)
        for each in dict.fromkeys(map(spelling.address, firm.addresses)):
            self._of_address[each].append(at)
        if len(firm.representative) > 1:
            self._of_person[spelling.name(firm.representative)].append(at)
        for number, lives in firm.licences:
            self._of_licence[spelling.licence(number)] = (at, lives, number)

    def _enter_name(self, at: int, firm: Known) -> None:
        key = spelling.name(firm.name)
        core = spelling.core(key)
        self._of_name[core].append(at)
        for former in firm.former:
            self._of_former[spelling.core(spelling.name(former))].append(at)
        brand = spelling.brand(core)
        if len(core) >= SHORTEST_CORE:
            self._of_sound[spelling.pinyin(core)].append(at)
            # A short brand with another sign is another brand, and leads nowhere.
            begin = 0 if len(brand) > SHORTEST_BRAND else len(brand)
            for slip in {core[:n] + core[n + 1 :] for n in range(begin, len(core))} | {core}:
                self._of_slip[slip].append(at)
        for branch in firm.branches:
            self._of_branch[spelling.core(spelling.name(branch))].append(at)
        sign = spelling.sign(core)
        # Whoever lost a licence goes on under the old brand more often than anybody else borrows one.
        if firm.holding is not Holding.NONE and SHORTEST_BRAND <= len(sign) <= LONGEST_BRAND and sign != core:
            self._of_brand[sign].append(at)

    def match(self, advert: Advert) -> Match:
        """What of the register this row has in common with, why, and what follows from it for the work."""
        found: dict[int, list[Signal]] = defaultdict(list)
        for at, signal in self._signals(advert):
            found[at].append(signal)
        quoted, warned = self._quoted(advert, found)
        ranked = sorted(
            ((score(signals), at) for at, signals in found.items()),
            key=lambda each: (-each[0], _LIFE[self.firms[each[1]].holding], self.firms[each[1]].number),
        )
        verdict, best = self._verdict(ranked, quoted=quoted)
        if best is None:
            return Match(verdict, warned=tuple(warned))
        top = next(each for each, at in ranked if at == best)
        if sum(each == top and self.firms[at].holding is self.firms[best].holding for each, at in ranked) > 1:
            warned.append(Warned.SEVERAL)
        firm = self.firms[best]
        if {each.kind for signals in found.values() for each in signals} == {Kind.ADDRESS}:
            warned.append(Warned.ADDRESS_ALONE)
        if verdict is Verdict.PROBABLY and {each.kind for each in found[best]} <= _LIKE:
            # Whoever borrows a good name changes one character of it: that nobody looks would be the reward.
            warned.append(Warned.LIKENESS_ALONE)
        if verdict in {Verdict.LICENSED, Verdict.PROBABLY} and advert.is_online and not firm.is_online:
            warned.append(Warned.NOT_ONLINE)
        told = [best, *(at for _, at in ranked if at != best)][:FIRMS_TOLD]
        return Match(
            verdict,
            top,
            firm.number,
            firm.holding,
            tuple(each for at in told for each in sorted(found[at], key=lambda one: -one.weight)),
            tuple(dict.fromkeys(warned)),
        )

    def _verdict(self, ranked: list[tuple[float, int]], *, quoted: set[Warned]) -> tuple[Verdict, int | None]:
        if not ranked:
            return Verdict.NOT_FOUND, None
        living = next((each for each in ranked if self.firms[each[1]].holding is Holding.LIVING), None)
        lost = next(
            (each for each in ranked if self.firms[each[1]].holding in {Holding.REVOKED, Holding.ENDED}), None
        )
        # A number of somebody else's licence makes even the best likeness doubtful.
        if living and living[0] >= PROBABLE and (lost is None or living[0] >= lost[0]):
            if quoted:
                return Verdict.UNCERTAIN, living[1]
            return (Verdict.LICENSED if living[0] >= SAID else Verdict.PROBABLY), living[1]
        if lost and lost[0] >= PROBABLE:
            return Verdict.REBORN, lost[1]
        return Verdict.UNCERTAIN, ranked[0][1]

    def _quoted(self, advert: Advert, found: dict[int, list[Signal]]) -> tuple[set[Warned], list[Warned]]:
        """Numbers of licences that the row quotes: nobody's, another's, or no longer good."""
        warned: list[Warned] = []
        for text in dict.fromkeys(
            [*([advert.licence] if advert.licence else []), *spelling.licences_in(advert.text)]
        ):
            held = self._of_licence.get(spelling.licence(text))
            if held is None:
                warned.append(Warned.NUMBER_UNKNOWN)
                continue
            at, lives, number = held
            named = bool(advert.name) and not any(each.kind in _SAME_NAME for each in found.get(at, []))
            if named:
                warned.append(Warned.NUMBER_OTHERS)
            if not lives:
                warned.append(Warned.NUMBER_ENDED)
            weight = WEIGHTS[Kind.LICENCE] * (LESS if named else 1)
            found[at].append(Signal(Kind.LICENCE, self.firms[at].number, text, number, weight))
        return {each for each in warned if each is not Warned.NUMBER_ENDED}, warned

    def _signals(self, advert: Advert) -> Iterator[tuple[int, Signal]]:
        if advert.name:
            yield from self._of(advert.name)
        if advert.account and advert.account != advert.name:
            yield from self._of(advert.account)
        for phone in dict.fromkeys([*map(spelling.phone, advert.phones), *spelling.phones_in(advert.text)]):
            yield from self._shared(Kind.PHONE, self._of_phone, phone, phone)
        if advert.address:
            yield from self._shared(
                Kind.ADDRESS, self._of_address, spelling.address(advert.address), advert.address
            )
        if advert.representative:
            yield from self._shared(
                Kind.REPRESENTATIVE,
                self._of_person,
                spelling.name(advert.representative),
                advert.representative,
            )

    def _shared(self, kind: Kind, places: Places, key: str, theirs: str) -> Iterator[tuple[int, Signal]]:
        held = places.get(key) if key else None
        if not held or len(held) > MOST:
            return
        weight = WEIGHTS[kind] * (LESS if len(held) > FEW else 1)
        for at in held:
            firm = self.firms[at]
            yield at, Signal(kind, firm.number, theirs, _written(kind, firm, key), weight)

    def _of(self, name: str) -> list[tuple[int, Signal]]:
        """By a name; lists say one name many times."""
        found = self._told.get(name)
        if found is None:
            found = self._told[name] = list(self._by_name(name))
        return found

    def _by_name(self, name: str) -> Iterator[tuple[int, Signal]]:
        plain = spelling.core(names.key(name))
        core = spelling.core(spelling.name(name))
        seen: set[int] = set()
        if not core:
            return
        for kind, places, key in (
            (Kind.TRADITIONAL if plain != core else Kind.NAME, self._of_name, core),
            (Kind.FORMER, self._of_former, core),
            (Kind.BRANCH, self._of_branch, core),
            (Kind.OFFSHOOT, self._of_name, spelling.core(spelling.head(spelling.name(name)))),
        ):
            held = [at for at in places.get(key, ()) if key and at not in seen]
            if len(held) > MOST:
                continue
            for at in held:
                seen.add(at)
                firm = self.firms[at]
                called = {Kind.FORMER: firm.former, Kind.BRANCH: firm.branches}.get(kind, ())
                ours = next((each for each in called if spelling.core(spelling.name(each)) == key), firm.name)
                at_signs = _differing(name, ours) if kind is Kind.TRADITIONAL else ()
                yield at, Signal(kind, firm.number, name, ours, WEIGHTS[kind], at_signs)
        if len(core) >= SHORTEST_CORE:
            yield from self._alike(name, core, seen)
        yield from self._branded(name, core, seen)

    def _alike(self, name: str, core: str, seen: set[int]) -> Iterator[tuple[int, Signal]]:
        for at in self._some(self._of_sound.get(spelling.pinyin(core), ()), seen):
            seen.add(at)
            yield at, self._signal(Kind.PINYIN, at, name)
        slips = {core[:n] + core[n + 1 :] for n in range(len(core))} | {core}
        near = {at for slip in slips for at in self._some(self._of_slip.get(slip, ()), seen)}
        for at in sorted(near):
            ours = spelling.core(spelling.name(self.firms[at].name))
            # Two neighbours that changed places are one slip.
            if OSA.distance(core, ours, score_cutoff=1) == 1:
                seen.add(at)
                yield at, self._signal(Kind.ONE_OFF, at, name)

    def _branded(self, name: str, core: str, seen: set[int]) -> Iterator[tuple[int, Signal]]:
        for size in range(min(LONGEST_BRAND, len(core)), SHORTEST_BRAND - 1, -1):
            held = {
                at
                for begin in range(len(core) - size + 1)
                for at in self._some(self._of_brand.get(core[begin : begin + size], ()), seen)
            }
            for at in sorted(held):
                seen.add(at)
                yield at, self._signal(Kind.BRAND, at, name)
            if held:
                return

    def _signal(self, kind: Kind, at: int, name: str) -> Signal:
        firm = self.firms[at]
        where = () if kind is Kind.BRAND else _differing(name, firm.name)
        ours = spelling.sign(spelling.core(spelling.name(firm.name))) if kind is Kind.BRAND else firm.name
        return Signal(kind, firm.number, name, ours, WEIGHTS[kind], where)

    @staticmethod
    def _some(held: Sequence[int], seen: Iterable[int]) -> list[int]:
        return [at for at in held if at not in seen] if len(held) <= MOST else []


_LIKE = frozenset({Kind.PINYIN, Kind.ONE_OFF})
_SAME_NAME = frozenset(
    {Kind.NAME, Kind.TRADITIONAL, Kind.FORMER, Kind.BRANCH, Kind.OFFSHOOT, Kind.PINYIN, Kind.ONE_OFF}
)


def _differing(theirs: str, ours: str) -> tuple[int, ...]:
    """Places in the first at which it is not the second."""
    return tuple(
        place
        for each in Levenshtein.opcodes(theirs, ours)
        if each.tag != "equal"
        for place in range(each.src_start, max(each.src_end, each.src_start + 1))
        if place < len(theirs)
    )


def _written(kind: Kind, firm: Known, key: str) -> str:
    """As the register writes what equals the key."""
    if kind is Kind.REPRESENTATIVE:
        return firm.representative
    of, held = (spelling.phone, firm.phones) if kind is Kind.PHONE else (spelling.address, firm.addresses)
    return next((each for each in held if of(each) == key), key)
