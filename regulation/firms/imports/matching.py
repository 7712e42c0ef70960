"""Is the firm of a row already in the register, and what would the row change? Pure.

The code is not the key: codes are missing, change, and are shared by mistake. A row joins a firm of
the register only where code and name agree; every other likeness is a person's decision.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from regulation.firms import names
from regulation.firms.imports.headers import Field
from regulation.firms.imports.repairs import Reading, Remark
from regulation.firms.status import Effect, FactSource, Outcome
from regulation.words import N_


@dataclass(frozen=True, slots=True)
class Known:
    """A firm of the register as the importer compares it: its present facts and where each came from."""

    id: UUID
    number: str
    facts: dict[str, str]
    sources: dict[str, str] = field(default_factory=dict)
    former_names: tuple[str, ...] = ()

    def is_called(self, name: str) -> bool:
        """Whether this is its name, or was."""
        wanted = names.key(name)
        return any(names.key(each) == wanted for each in (self.facts.get("name", ""), *self.former_names))


@dataclass(frozen=True, slots=True)
class Decision:
    """The outcome of a row: what it does to the register, to which firm, and the remarks to keep."""

    outcome: Outcome
    effect: Effect
    firm_id: UUID | None = None
    changes: dict[str, str] = field(default_factory=dict)
    reasons: tuple[Remark, ...] = ()
    candidates: tuple[UUID, ...] = ()


def decide(reading: Reading, known: Iterable[Known]) -> Decision:
    """Decide one row against the firms that share its code, its old number or its name."""
    if reading.refusals:
        return Decision(Outcome.REJECTED, Effect.NOTHING, reasons=tuple(reading.refusals))
    alike = _alike(reading, known)
    if reading.doubts:
        same = [firm.id for firm in alike]
        return Decision(Outcome.HELD, Effect.NOTHING, reasons=tuple(reading.doubts), candidates=tuple(same))
    if not alike:
        return Decision(reading.outcome, Effect.NEW)
    certain = [firm for firm in alike if _agrees(reading, firm)]
    if len(certain) == 1:
        return _compare(reading, certain[0])
    reason = _why_held(reading, alike, certain)
    return Decision(
        Outcome.HELD, Effect.NOTHING, reasons=(reason,), candidates=tuple(firm.id for firm in alike)
    )


def _alike(reading: Reading, known: Iterable[Known]) -> list[Known]:
    facts = reading.facts
    return [
        firm
        for firm in known
        if (facts.get("uscc") and facts["uscc"] == firm.facts.get("uscc"))
        or (facts.get("old_number") and facts["old_number"] == firm.facts.get("old_number"))
        or firm.is_called(facts.get("name", ""))
    ]


def _agrees(reading: Reading, firm: Known) -> bool:
    """Same name, and a code in common that none of the other codes contradicts."""
    if not firm.is_called(reading.facts.get("name", "")):
        return False
    shared = False
    for key in ("uscc", "old_number"):
        ours, theirs = reading.facts.get(key), firm.facts.get(key)
        if ours and theirs:
            if ours != theirs:
                return False
            shared = True
    if shared:
        return True
    # Neither has any code: the same name at the same address, word for word, is the same firm.
    codeless = not any(reading.facts.get(key) or firm.facts.get(key) for key in ("uscc", "old_number"))
    address = reading.facts.get("domicile") or reading.facts.get("place_of_business")
    same_address = bool(address) and address in {
        firm.facts.get("domicile"),
        firm.facts.get("place_of_business"),
    }
    return codeless and same_address and _same_sources(reading, firm)


def _same_sources(reading: Reading, firm: Known) -> bool:
    """Without a code, every further fact stated on both sides must agree."""
    return all(firm.facts.get(key, value) == value for key, value in reading.facts.items() if key != "scope")


def _compare(reading: Reading, firm: Known) -> Decision:
    changes: dict[str, str] = {}
    conflicts: list[Remark] = []
    for key, value in reading.facts.items():
        before = firm.facts.get(key, "")
        if before == value or (key == "name" and names.key(before) == names.key(value)):
            continue
        if key == "name":
            # A list may be older than the firm's change of name: never turned back.
            continue
        if before and firm.sources.get(key) not in {None, FactSource.IMPORT}:
            conflicts.append(Remark(N_("与登记的内容不一致，登记内容来自报告或者决定"), key, before, value))
        else:
            changes[key] = value
    if conflicts:
        return Decision(Outcome.HELD, Effect.NOTHING, firm.id, {}, tuple(conflicts), (firm.id,))
    if not changes:
        return Decision(reading.outcome, Effect.UNCHANGED, firm.id)
    remarks = tuple(
        Remark(N_("登记内容已更新"), key, firm.facts.get(key, ""), value) for key, value in changes.items()
    )
    return Decision(reading.outcome, Effect.UPDATED, firm.id, changes, remarks)


def _why_held(reading: Reading, alike: Sequence[Known], certain: Sequence[Known]) -> Remark:
    numbers = "、".join(firm.number for firm in alike[:5])
    code = reading.facts.get("uscc", "")
    if len(certain) > 1:
        return Remark(N_("登记簿中有多家机构的代码和名称与本行相同"), Field.USCC, code, numbers)
    if any(code and code == firm.facts.get("uscc") for firm in alike):
        return Remark(N_("该代码已登记在另一名称之下"), Field.USCC, code, numbers)
    if any(
        reading.facts.get("old_number") and reading.facts["old_number"] == firm.facts.get("old_number")
        for firm in alike
    ):
        return Remark(
            N_("该旧注册号已登记在另一名称之下"), Field.OLD_NUMBER, reading.facts["old_number"], numbers
        )
    return Remark(
        N_("已有同名机构，代码不同或者缺少代码"), Field.NAME, reading.facts.get("name", ""), numbers
    )
