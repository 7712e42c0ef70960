"""The part of a life after the decision: service, money, remedies, suspension, the court, closing; and what happens by itself."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from regulation.case_files.rules import closing
from regulation.law import almanac
from regulation.penalties.rules import court, deadlines, payment
from regulation.penalties.rules.court import Remedy, Way
from regulation.penalties.rules.payment import Part
from regulation.penalties.status import CaseStatus

KNOWN = almanac.known()
D = Decimal
ZERO = D(0)


@dataclass(kw_only=True)
class Served:
    """What is known after the decision. `seen` keeps each act with the world on its day, for whoever judges the life."""

    #: Some parties never pay of themselves.
    pays: bool = True
    due_first: date | None = None
    served_decision: date | None = None
    payments: list[Part] = field(default_factory=list)
    plan: list[Part] = field(default_factory=list)
    plan_asked: list[Part] = field(default_factory=list)
    surcharged: list[tuple[date, Decimal]] = field(default_factory=list)
    untold: int = 0
    demanded: date | None = None
    demand_served: date | None = None
    court_on: date | None = None
    court_done: bool = False
    #: Reconsiderations and suits: way, first and last day; a suspension lies within one.
    remedies: list[list[Any]] = field(default_factory=list)
    suspensions: list[list[Any]] = field(default_factory=list)
    quashed: bool = False
    seen: list[tuple[str, date, dict[str, Any]]] = field(default_factory=list)

    # --- sums ------------------------------------------------------------------------------------------------

    @property
    def stays(self) -> list[tuple[date, date | None]]:
        return [(begun, ended) for _way, begun, ended in self.remedies]

    @property
    def halts(self) -> list[tuple[date, date | None]]:
        return [(begun, ended) for begun, ended in self.suspensions]

    def left(self) -> Decimal:
        return self.proposed.fine - sum((each.amount for each in self.payments), ZERO)

    def dues(self) -> list[Part]:
        if not self.due_first:
            return []
        parts = self.plan or [Part(self.due_first, self.proposed.fine)]
        return payment.moved(parts, self.halts, self.today)

    def surcharge(self) -> Decimal:
        return payment.surcharge(
            self.proposed.fine, self.dues(), self.payments, self.today, [*self.stays, *self.halts]
        )

    def halted(self) -> bool:
        return payment.suspended_refused(self.today, self.halts) is not None

    # --- acts --------------------------------------------------------------------------------------------------

    def do_serve_decision(self, _who):
        self.served_decision = self.today
        self.due_first = deadlines.PAYMENT.due(self.today, KNOWN).due_on

    do_receive_decision = do_serve_decision

    def do_ask_plan(self, _who):
        first = self.today + timedelta(days=self.draw.choice((-3, 10, 30)))
        owed = self.left()
        parts = [
            Part(first, owed / 2),
            Part(first + timedelta(days=self.draw.choice((30, 500))), owed - owed / 2),
        ]
        asked = payment.deferral_refused(parts, owed=owed, asked_on=self.today, pay_due_on=self.due_first)
        if owed <= 0 or self.plan or self.plan_asked or self.quashed or asked:
            return False
        self.plan_asked = parts
        return True

    def do_grant_plan(self, _who):
        if not self.plan_asked or self.payments:
            return False
        self.plan, self.plan_asked = self.plan_asked, []
        return True

    def do_refuse_plan(self, _who):
        done, self.plan_asked = bool(self.plan_asked), []
        return done

    def do_impose_surcharge(self, _who):
        amount = self.surcharge()
        if not amount or self.halted() or self.untold:
            return False
        self.surcharged.append((self.today, amount))
        self.untold += 1
        return True

    def do_serve_paper(self, _who):
        told, self.untold = bool(self.untold), 0
        return told

    do_receive_paper = do_announce_paper = do_serve_paper

    def do_demand(self, _who):
        dues = self.dues()
        refused = payment.demand_refused(
            left=self.left(), last_due_on=max((each.on for each in dues), default=None), today=self.today,
            is_untold=bool(self.untold),
        )  # fmt: skip
        if refused or self.halted() or self.demanded:
            return False
        self.demanded = self.today
        return True

    def do_serve_demand(self, _who):
        if not self.demanded or self.demand_served:
            return False
        self.demand_served = self.today
        return True

    def do_answer_demand(self, _who):
        return self.demand_served is not None

    def do_apply_court(self, _who):
        if self.court_on or not self.served_decision or self.halted():
            return False
        window = court.window(
            self.served_decision,
            KNOWN,
            remedies=[Remedy(way, ended) for way, _begun, ended in self.remedies],
            deferral_ends_on=max((each.on for each in self.plan), default=None),
        )
        due = payment.DEMAND.due(self.demand_served, KNOWN).due_on if self.demand_served else None
        if court.application_refused(window, demand_due_on=due, owes=self.left() > 0, on=self.today):
            return False
        self.court_on = self.today
        return True

    def do_court_accepts(self, _who):
        return self.court_on is not None

    def do_court_rules(self, _who):
        self.court_done = self.court_on is not None
        return self.court_done

    def do_pay(self, _who):
        if self.left() <= 0 or not self.pays:
            return False
        part = self.left() if self.draw.random() < 0.6 else self.left() / 2
        self.payments.append(Part(self.today, part))
        return True

    def do_close(self, _who):
        found = closing.Standing(
            left=self.left(),
            plan_asked=bool(self.plan_asked),
            court_asked=self.court_on is not None and not self.court_done,
            lacks_publication=not self.published,
            remedies_open=sum(ended is None for _way, _begun, ended in self.remedies),
            changed=("合同扫描件",) if self.changed else (),
            preserved=1 if self.kept_until else 0,
            remedy_until=self.served_decision + timedelta(days=180),
        )
        return closing.closing_refused(found, self.today, "当事人书面表示不再申请复议、诉讼") is None

    # --- what happens by itself -----------------------------------------------------------------------------------

    def happen(self) -> None:
        """Something from outside: the party goes to review or court, a body answers, execution is suspended or goes on."""
        if self.status != CaseStatus.SERVED or not self.served_decision:
            return
        chance = self.draw.random()
        pending = next((each for each in self.remedies if each[2] is None), None)
        halt = next((each for each in self.suspensions if each[1] is None), None)
        if pending is None and chance < 0.07 and len(self.remedies) < 2:
            way = Way.SUIT if self.remedies else self.draw.choice(list(Way))
            self.remedies.append([way, self.today, None])
        elif pending and chance < 0.06:
            pending[2] = self.today
            if halt:
                halt[1] = self.today
            fate = self.draw.random()
            if fate < 0.2:
                self.quashed = True
                self.status = CaseStatus.QUASHED
                self.note("quash")
        elif pending and halt is None and chance < 0.2:
            self.suspensions.append([self.today, None])
        elif halt and chance < 0.12:
            halt[1] = self.today
