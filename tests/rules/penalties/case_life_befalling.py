"""What befalls a case while it goes on: doubts come up and are settled, things are kept, officers try to end it on the spot."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from regulation.law import almanac
from regulation.penalties.rules import basis, deadlines, evidence, jurisdiction, summary
from regulation.penalties.rules.fines import Proposal
from regulation.penalties.rules.violations import VIOLATIONS, Measure
from regulation.penalties.status import CaseStatus

KNOWN = almanac.known()
START = date(2026, 1, 5)
D = Decimal


class Befalling:
    """Mixed into a life, which has the state."""

    def befall(self) -> None:
        """What happens to a case before its decision, some of it asked of the rules."""
        chance = self.draw.random()
        if chance < 0.22:
            self._come_up(chance)
        elif self.status == CaseStatus.INVESTIGATING:
            self._investigate(chance)
        if self.kept_until and chance > 0.8:
            if evidence.handling_refused(self.kept_until, self.today) is None:
                self.note("handle_kept")
            self.kept_until = None

    def _come_up(self, chance: float) -> None:
        if chance < 0.12:
            # What is open is settled sooner than it comes up.
            name = self.draw.choice(("changed", "recusal", "merged"))
            setattr(self, name, not getattr(self, name) and chance < 0.03)
        elif chance < 0.13:
            self.fined.append(basis.Fined("1号", self.violation, START, START))
        elif chance < 0.17:
            self.other_act = self.draw.choice(("另一", "另一岗位的另一条虚假信息"))
        elif chance < 0.18:
            # A licence runs out while the case goes on; a piece of evidence that was named is excluded.
            self.licences = frozenset()
            self.rejected += 1
        else:
            self.owed = D(0)

    def _investigate(self, chance: float) -> None:
        if chance < 0.3 and not self.kept_until:
            self.kept_until = deadlines.PRESERVATION.due(self.today, KNOWN).due_on
        elif chance < 0.5 and self.opened_on and not self.extended:
            due = deadlines.INVESTIGATION.due(self.opened_on, KNOWN).due_on
            if jurisdiction.longer_investigation_refused(due, self.today) is None:
                self.extended = True
                self.note("extend")
        elif chance < 0.6:
            self._on_the_spot()

    def _on_the_spot(self) -> None:
        """Officers try to end it there and then."""
        draw = self.draw
        said = Proposal(
            fine=D(draw.choice((0, 200, 201, 2000, 3000, 3001))),
            measures=draw.choice(((), (Measure.WARNING,), (Measure.REVOKE,))),
        )
        is_person, officers = draw.random() < 0.3, draw.choice((1, 2, 2))
        refused = summary.summary_refused(
            VIOLATIONS[self.violation],
            said,
            START,
            is_person=is_person,
            officers=officers,
            order_refused=False,
        )
        if refused is None:
            self.note("spot", spot=said, is_person=is_person, officers=officers)
