"""A case as a plain model: every act of the table may be tried by anybody on any day; the rules say whether it happens."""

from __future__ import annotations

import random
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal

from regulation.law import almanac
from regulation.penalties import permissions
from regulation.penalties.rules import (
    basis,
    benchmarks,
    deadlines,
    evidence,
    fines,
    hearing,
    jurisdiction,
    outcomes,
    persons,
    procedure,
    redaction,
    review,
)
from regulation.penalties.rules.benchmarks import Tier
from regulation.penalties.rules.fines import Proposal
from regulation.penalties.rules.violations import VIOLATIONS, Measure
from regulation.penalties.status import STEPS, CaseStatus
from tests.rules.penalties.case_life_befalling import START, Befalling
from tests.rules.penalties.case_life_served import Served

KNOWN = almanac.known()
PEOPLE = ("handler", "officer", "officer2", "reviewer", "chair", "recorder", "decider", "head")
INVESTIGATORS = frozenset(PEOPLE[:3])
#: Fines after a refused order, with gains or without, by workers, by multiples of gains; a warning alone.
CONDUCTS = ("V-08", "V-08", "V-18", "V-01", "V-13", "V-30", "V-32", "V-35", "V-53")
D = Decimal
#: A benchmark by decree: circumstances, share of the range, months of publicity.
LINES = (("轻", ("0", "30"), 0), ("中", ("30", "70"), 12), ("重", ("60", "100"), 24))
NOTHING = D(0)
ENDING = frozenset(
    {"decline_opening", "transfer", "withdraw", "spare", "return", "handle", "withdraw_hearing", "take_back"}
)


COMMON = frozenset(
    {
        "strike_victim",
        "choose_basis",
        "list_victim",
        "add_evidence",
        "require_review",
        "waive",
        "amend",
        "challenge_chair",
    }
)
TIDY = {
    "review": "reviewer",
    "decide": "decider",
    "publish": "handler",
    "hold_hearing": "recorder",
    "report_hearing": "chair",
    "miss_hearing": "chair",
    "answer_challenge": "head",
}
HEARING = ("call_hearing", "serve_call", "hold_hearing", "report_hearing", "miss_hearing")


@dataclass
class Life(Befalling, Served):
    """What is known of a case, and the log of what happened: act, day, who."""

    draw: random.Random
    #: Everybody keeps to the own part, so that more lives come to their end; the others try everything.
    is_tidy: bool = False
    today: date = START
    status: str = CaseStatus.PROPOSED
    is_complicated: bool = False
    by_labour_supervision: bool = True
    order_refused: bool = True
    evidence: int = 0
    proposed: Proposal = field(default_factory=Proposal)
    noticed: Proposal = field(default_factory=Proposal)
    ground: str = ""
    spared_for: str = ""
    served_on: date | None = None
    due_on: date | None = None
    waived: bool = False
    statements: int = 0
    considered: bool = False
    asked_on: date | None = None
    hearing: str = ""
    called_for: date | None = None
    told_on: date | None = None
    held: bool = False
    passed: bool = False
    discussed: bool = False
    handling: bool = False
    chair: str | None = None
    recorder: str | None = None
    reviewer: str | None = None
    decider: str | None = None
    published: bool = False
    violation: str = "V-08"
    gains: Decimal = NOTHING
    heads: int = 0
    #: What victims paid and have not got back.
    owed: Decimal = NOTHING
    #: The reviewer reads an article that speaks of gains as open to a fine without them.
    reading: bool = False
    #: A breach of the party is on record already; a fine for the same conduct on the same days stands.
    has_record: bool = False
    fined: list[basis.Fined] = field(default_factory=list)
    other_act: str = ""
    #: The benchmark decreed for the violation, the line a proposal was weighed by, or why by none, and what shows its ground.
    lines: tuple[Tier, ...] = ()
    tier: Tier | None = None
    why_none: str = ""
    shown: tuple[int | str, ...] = ()
    rejected: int = 0
    told_tier: Tier | None = None
    #: What the persons on the list paid; the licences of the party that are in force.
    taken: Decimal = NOTHING
    licences: frozenset[Measure] = frozenset()
    opened_on: date | None = None
    extended: bool = False
    #: A file is not what was registered; somebody is asked to keep away; the party's entry was merged.
    changed: bool = False
    recusal: bool = False
    merged: bool = False
    #: The last day on which something is kept by registration.
    kept_until: date | None = None
    #: Who proposed the text that waits for a second person.
    text_by: object = None
    log: list[tuple[str, date, str]] = field(default_factory=list)

    # --- trying ---------------------------------------------------------------------------------------

    def try_something(self) -> None:
        """A random act by a random person in the office that may take it; or time goes by."""
        if self.draw.random() < 0.3:
            far = (30, 60, 90) if self.status == CaseStatus.SERVED else ()
            self.today += timedelta(days=self.draw.choice((1, 1, 2, 5, 12, *far)))
            self.befall()
            self.happen()
            return
        name, who = self._likely()
        if name:
            self.take(name, TIDY.get(name, who) if self.is_tidy else who)

    def _likely(self) -> tuple[str, str]:
        """Mostly acts that the status knows, and few that end everything at once: else no life grows old."""
        who = self.draw.choice(PEOPLE)
        if self.is_tidy and self.status == CaseStatus.HEARD and self.draw.random() < 0.5:
            # A tidy office does what is missing.
            lacking = [
                getattr(each, "act", "")
                for each in procedure.missing_before_decision(self.progress, self.today)
            ]
            return next((each for each in lacking if each and each != "return"), "decide"), who
        if (
            self.status == CaseStatus.NOTIFIED
            and self.hearing in hearing.PENDING
            and self.draw.random() < 0.6
        ):
            name = self.draw.choice(HEARING)
            again = self.hearing == "called" and name in {"call_hearing", "miss_hearing"}
            who = self.draw.choice((self.chair, self.recorder, who)) or who
            return ("", who) if again and self.draw.random() < 0.9 else (name, who)
        possible = [name for name, each in STEPS.items() if self.status in each.before]
        names = possible if possible and self.draw.random() < 0.95 else list(STEPS)
        name = self.draw.choice(names)
        rare = 0.975 if name in ENDING else 0.8 if name in COMMON else 0
        return ("", who) if self.draw.random() < rare else (name, who)

    def take(self, name: str, who: str) -> bool:
        """Whether the act happened."""
        if self.status not in STEPS[name].before or not STEPS[name].by:
            return False  # What happens by itself (a term over, a court's judgment) is nobody's act.
        taken = persons.Taken(INVESTIGATORS, self.reviewer, self.chair, self.recorder, self.decider)
        if (part := permissions.PARTS.get(name)) and persons.apart_refused(part, who, taken):
            return False
        act = getattr(self, f"do_{name}", None)
        if (
            act is None
            and self.status != CaseStatus.INVESTIGATING
            and STEPS[name].after == CaseStatus.INVESTIGATING
        ):
            act = self.do_return if self.status != CaseStatus.PROPOSED else None
        if act is not None and act(who) is False:
            return False
        self.status = STEPS[name].after
        self.log.append((name, self.today, who))
        self.note(name, who)
        return True

    def note(self, name: str, who: str = "", **more: object) -> None:
        """Keep the world as it is when something was done, for whoever judges the life."""
        world = {
            each: getattr(self, each)
            for each in (
                "recusal", "changed", "merged", "owed", "has_record", "other_act", "order_refused", "reading", "gains",
                "heads", "told_on", "called_for", "text_by", "decider", "proposed", "noticed", "published", "quashed", "kept_until", "lines", "tier", "why_none", "shown", "rejected", "told_tier", "taken", "licences", "opened_on", "evidence", "handling",
            )
        } | {"left": self.left(), "fined": bool(self.fined), "remedies": [list(each) for each in self.remedies],
             "halts": [list(each) for each in self.suspensions], "payments": list(self.payments), "plan": list(self.plan),
             "plan_asked": bool(self.plan_asked), "surcharged": list(self.surcharged), "untold": self.untold,
             "who": who, **more}  # fmt: skip
        self.seen.append((name, self.today, world))

    # --- acts: what the use case asks of the rules, and what becomes of the case -------------------------

    def do_open(self, _who):
        self.opened_on = self.today
        return True

    def do_add_evidence(self, _who):
        self.evidence += 1

    def do_report(self, _who):
        if not self.evidence:
            return False
        wanted = self._proposal()
        began = START
        if (
            not self.lawful(wanted)
            or not self._weigh(wanted)
            or (wanted.fine and basis.twice_refused(self.violation, began, START, self.fined, self.other_act))
        ):
            return False
        self.proposed = wanted
        return True

    def _proposal(self) -> Proposal:
        """Something near the borders of what the article allows, often beyond them."""
        draw, known = self.draw, VIOLATIONS[self.violation]
        facts = Proposal(gains=self.gains, heads=self.heads)
        least, most = fines.span_of(known, facts, START) or (D(0), D(0))
        refunded = draw.choice((D(0), min(self.owed, self.gains)))
        if known.refunds:
            refunded = draw.choice((self.taken, self.taken, self.taken, self.taken - 1))
            facts = replace(facts, gains=self.taken, refund_days=draw.choice((0, 15, 15, 15, 91)))
        return replace(
            facts,
            fine=max(D(0), draw.choice((D(0), least - 1, least, least, (least + most) / 2, most, most + 1))),
            refunded=max(D(0), refunded),
            confiscated=max(
                D(0), draw.choice((D(0), self.gains - refunded, self.gains - refunded, self.gains - 1))
            ),
            measures=draw.choice(((), (), known.measures, known.measures, (Measure.CLOSE,))),
            is_serious=draw.random() < 0.7,
            mitigation=draw.choice(("", "", "confessed")),
        )

    def _weigh(self, wanted: Proposal, announced: Tier | None = None) -> bool:
        """How the discretion is used: by a line of the benchmark, or a reason for none; a ground with what shows it."""
        draw = self.draw
        said = draw.choice(("S1", "H")) if self.statements else 1
        shown, rejected = draw.choice(((), (said,), (1, said))), int(draw.random() < 0.2)
        fits = [each for each in self.lines if self._within(each, wanted)]
        chosen = draw.choice((*self.lines, *fits, *fits, None)) if self.lines else None
        why_none = draw.choice(("", "无", "情形都不相符")) if chosen is None else ""
        if fines.mitigation_refused(wanted.mitigation, shown, rejected=rejected) or (
            benchmarks.graver_refused(announced, chosen)
        ):
            return False
        if benchmarks.benchmark_refused(
            self.lines,
            chosen,
            fine=wanted.fine,
            span=self._span(wanted),
            reason=why_none,
            mitigated=bool(wanted.mitigation),
        ):
            return False
        self.tier, self.why_none, self.shown, self.rejected = chosen, why_none, shown, rejected
        return True

    def _span(self, said: Proposal):
        return fines.span_of(VIOLATIONS[self.violation], said, START)

    def _band(self, tier: Tier | None, said: Proposal):
        span = self._span(said)
        return benchmarks.band(tier, span) if tier and span else None

    def _within(self, tier: Tier, said: Proposal) -> bool:
        low, high = self._band(tier, said) or (said.fine, said.fine)
        return low <= said.fine <= high

    def lawful(self, wanted: Proposal) -> bool:
        """The amounts and measures that the article allows."""
        known = VIOLATIONS[self.violation]
        if fines.measures_refused(known, wanted, order_refused=self.order_refused) or (
            fines.confiscation_refused(known, wanted, self.owed if known.confiscates else D(0))
        ):
            return False
        if fines.revocation_refused(wanted, held=self.licences) or fines.refund_refused(
            known, wanted, taken=self.taken, left=self.owed
        ):
            return False
        if not wanted.fine:
            left_out = fines.fine_left_out(known, wanted, on=START, order_refused=self.order_refused)
            return left_out is None
        return not (
            fines.fine_refused(
                known, order_refused=self.order_refused, gains=wanted.gains, reviewed_no_gains=self.reading
            )
            or fines.amount_refused(known, wanted, on=START)
        )

    @property
    def has_penalty(self) -> bool:
        return self.proposed.penalizes

    def do_propose_handling(self, _who):
        found = outcomes.handling_refused(
            by_labour_supervision=self.by_labour_supervision,
            has_penalty=self.has_penalty,
            demands="补报经营情况",
            days=10,
        )
        self.handling = found is None or self.handling
        return found is None

    def do_notify(self, _who):
        if not (self.has_penalty or self.handling):
            return False
        self.noticed, self.told_tier = self.proposed, self.tier
        self.ground = procedure.hearing_ground(self.proposed, self.today)
        return True

    def do_serve_notice(self, _who):
        if self.served_on:
            return False
        self.served_on = self.today
        self.due_on = deadlines.STATEMENT.due(self.today, KNOWN).due_on
        return True

    do_receive_notice = do_serve_notice

    def do_state(self, _who):
        if not self.served_on:
            return False
        self.statements += 1
        return True

    def do_waive(self, _who):
        if not self.served_on or (self.asked_on and not self.held):
            return False
        self.waived = True
        return True

    def do_ask_hearing(self, _who):
        if (
            hearing.asking_refused(self.ground, self.served_on, self.today, self.today, KNOWN)
            or self.asked_on
        ):
            return False
        self.asked_on, self.waived, self.hearing = self.today, False, "asked"
        return True

    def _stands(self, act: str) -> bool:
        return self.hearing in hearing.BEFORE[act]

    def do_withdraw_hearing(self, _who):
        return self._stands("withdraw_hearing") and self._over("withdrawn")

    def _over(self, status: str) -> bool:
        self.hearing, self.asked_on, self.chair, self.recorder = status, None, None, None
        return True

    def do_call_hearing(self, _who):
        if not self._stands("call_hearing"):
            return False
        day = self.today + timedelta(days=self.draw.randint(5, 25))
        chair, recorder = (
            ("chair", "recorder") if self.is_tidy else (self.draw.choice(PEOPLE), self.draw.choice(PEOPLE))
        )
        parts = persons.Taken(INVESTIGATORS, self.reviewer, decider=self.decider)
        if (
            chair == recorder
            or hearing.call_refused(self.today, day, KNOWN)
            or persons.apart_refused(persons.Part.CHAIR, chair, parts)
            or persons.apart_refused(persons.Part.RECORDER, recorder, parts)
        ):
            return False
        self.hearing, self.called_for, self.told_on = "called", day, None
        self.chair, self.recorder = chair, recorder
        return True

    def do_serve_call(self, _who):
        if not self._stands("serve_call") or self.told_on:
            return False
        if hearing.call_refused(self.today, self.called_for, KNOWN):
            return False
        self.told_on = self.today
        return True

    do_receive_call = do_serve_call

    def do_name_agent(self, _who):
        return self._stands("name_agent")

    def do_challenge_chair(self, _who):
        return self._stands("challenge_chair")

    def do_answer_challenge(self, who):
        if not self._stands("answer_challenge") or who in {self.chair, self.recorder}:
            return False
        self.hearing, self.chair, self.recorder, self.told_on = "asked", None, None, None
        return True

    def _may_hold(self, act: str, who: str) -> bool:
        return (
            self._stands(act)
            and who in {self.chair, self.recorder}
            and hearing.holding_refused(self.called_for, self.told_on, self.called_for, self.today) is None
        )

    def do_miss_hearing(self, who):
        return self._may_hold("miss_hearing", who) and self._over("missed")

    def do_hold_hearing(self, who):
        if not self._may_hold("hold_hearing", who):
            return False
        self.hearing, self.held = "held", True
        return True

    def do_report_hearing(self, who):
        if not self._stands("report_hearing") or who != self.chair:
            return False
        self.hearing = "reported"
        return True

    def do_consider(self, _who):
        done = self.progress
        if not self.served_on or (self.today <= self.due_on and not self.waived):
            return False
        if (done.hearing_asked and not done.hearing_held) or (
            done.hearing_held and not done.hearing_reported
        ):
            return False
        if not self._lighter():
            return False
        self.considered = True
        return True

    def _lighter(self) -> bool:
        """Another fine is tried; the rules keep it from being heavier than the notice."""
        draw, before = self.draw, self.proposed
        wanted = replace(
            before,
            fine=before.fine + D(draw.choice((0, 0, -5000, 5000))),
            mitigation=draw.choice((before.mitigation, before.mitigation, "merit")),
            measures=draw.choice((before.measures, before.measures, ())),
        )
        if wanted.fine < 0 or fines.is_heavier(self.noticed, wanted) or not self.lawful(wanted):
            return False
        # What does not change stays as it was weighed; all else is weighed anew, never by a graver line.
        if wanted != before and not self._weigh(wanted, self.told_tier):
            return False
        self.proposed = wanted
        return True

    def do_amend(self, _who):
        if not self._lighter():
            return False
        self.passed, self.discussed, self.reviewer = False, False, None
        return True

    def do_review(self, who):
        outcome = self.draw.choice(list(review.Outcome))
        wrong = {} if outcome is review.Outcome.PASSED else {"basis": "引用有误"}
        if review.opinion_refused(outcome, wrong) or review.reviewer_refused(None, "A2020"):
            return False
        self.passed = outcome is review.Outcome.PASSED
        self.reviewer = who if self.passed else None
        return True

    def do_discuss(self, _who):
        present = [
            review.Member(each, "同意", each) for each in self.draw.sample(PEOPLE, self.draw.randint(2, 5))
        ]
        if review.discussion_refused(present, INVESTIGATORS, set(), set()):
            return False
        self.discussed = True
        return True

    def do_return(self, _who):
        fresh = Life(self.draw)
        for name in (
            "noticed", "ground", "served_on", "due_on", "waived", "considered", "asked_on", "hearing", "called_for",
            "told_on", "held", "passed", "discussed", "chair", "recorder", "reviewer", "statements",
        ):  # fmt: skip
            setattr(self, name, getattr(fresh, name))

    @property
    def progress(self) -> procedure.Progress:
        return procedure.Progress(
            evidence=self.evidence,
            officers=2,
            notice_served_on=self.served_on,
            statement_due_on=self.due_on,
            waived=self.waived,
            statements=self.statements,
            considered=self.considered,
            hearing_asked=self.asked_on is not None,
            hearing_held=self.held,
            hearing_reported=not self.held or self.hearing == "reported",
            hearing_due_on=self.due_on if self.ground else None,
            noticed=self.noticed,
            proposed=self.proposed,
            is_complicated=self.is_complicated,
            fine_without_gains=bool(self.proposed.fine)
            and self.violation in {"V-18", "V-01"}
            and not self.gains,
            investigation=(
                evidence.changed_refused([evidence.Piece(changed=self.changed)]),
                jurisdiction.recusal_open(int(self.recusal)),
                jurisdiction.party_refused(is_merged=self.merged),
                benchmarks.outside_refused(
                    self._band(self.tier, self.proposed),
                    self.proposed.fine,
                    mitigated=bool(self.proposed.mitigation),
                ),
                fines.mitigation_refused(self.proposed.mitigation, self.shown, rejected=self.rejected),
            ),
            review_passed=self.passed,
            discussed=self.discussed,
        )

    def do_decide(self, who):
        if self.handling or not self.has_penalty:
            return False
        if procedure.missing_before_decision(self.progress, self.today) or not self.lawful(self.proposed):
            return False
        if self.proposed.fine and basis.twice_refused(
            self.violation, START, START, self.fined, self.other_act
        ):
            return False
        self.decider = who
        return True

    def do_handle(self, _who):
        return self.handling and not self.has_penalty and not procedure.facts_lacking(self.progress)

    def do_spare(self, _who):
        known = outcomes.Sparing(
            act_ended_on=START,
            discovered_on=START,
            order_refused=self.order_refused,
            corrected_on=self.draw.choice((None, START)),
            proof=self.draw.choice(("", "系统故障的截图")),
            education=self.draw.choice(("", "当面讲解有关规定")),
            owed=self.owed,
            earlier=[START] if self.has_record else [],
        )
        if self.recusal or self.merged:
            return False
        self.spared_for = ""
        self.spared_for = self.draw.choice(list(outcomes.CITED))
        return outcomes.sparing_refused(self.spared_for, known) is None

    def do_withdraw(self, _who):
        return (
            outcomes.withdrawal_refused(
                by_labour_supervision=self.by_labour_supervision,
                is_corrected=self.draw.random() < 0.5,
                proved=self.has_penalty,
            )
            is None
        )

    def do_propose_publication(self, who):
        if self.published or self.text_by is not None:
            return False
        self.text_by = who
        return True

    def do_return_publication(self, who):
        if self.text_by is None or redaction.publishing_refused(self.text_by, who, self.decider):
            return False
        self.text_by = None
        return True

    def do_publish(self, who):
        if self.published or self.text_by is None:
            return False
        if redaction.publishing_refused(self.text_by, who, self.decider):
            return False
        self.published = True
        return True


def a_life(seed: int, tries: int = 320) -> Life:
    """A whole life; the same for the same seed."""
    draw = random.Random(seed)
    life = Life(
        draw,
        is_tidy=seed % 3 == 0,
        is_complicated=draw.random() < 0.3,
        by_labour_supervision=draw.random() < 0.7,
        order_refused=draw.random() < 0.8,
        violation=draw.choice(CONDUCTS),
        reading=draw.random() < 0.5,
        has_record=draw.random() < 0.4,
        heads=draw.choice((1, 3)),
        pays=draw.random() < 0.6,
    )
    if VIOLATIONS[life.violation].confiscates:
        life.gains = D(draw.choice((0, 3000)))
    life.owed = life.taken = D(draw.choice((0, 0, 500)))
    life.licences = draw.choice(
        (frozenset(), frozenset({Measure.REVOKE}), frozenset({Measure.REVOKE, Measure.REVOKE_DISPATCH}))
    )
    if draw.random() < 0.5:
        life.lines = tuple(Tier(life.violation, said, *map(D, share), n) for said, share, n in LINES)
    for _ in range(tries):
        life.try_something()
    return life
