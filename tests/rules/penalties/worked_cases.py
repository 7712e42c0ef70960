"""For every violation V-01 to V-58 what a judge would ask: who did what until when, which acts punish it, between which amounts,
by what it is multiplied, what may come besides and on which condition, or who deals with it instead.

Written from the acts, not from the catalogue: the tests hold the catalogue to it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from regulation.law import citation as law
from regulation.penalties.rules.fines import Proposal
from regulation.penalties.rules.violations import Capacity, Measure

D = Decimal
A, E, DI, U, P, X = (
    Capacity.AGENCY, Capacity.EMPLOYER, Capacity.DISPATCHER, Capacity.USER_UNIT, Capacity.PLATFORM, Capacity.OTHER,
)  # fmt: skip
R, RD, STOP, CLOSE, WARN = (
    Measure.REVOKE, Measure.REVOKE_DISPATCH, Measure.STOP_BUSINESS, Measure.CLOSE, Measure.WARNING,
)  # fmt: skip
#: How the acts are named below.
ACTS = {
    "HRM": law.HRM_REGULATIONS, "EPL": law.EMPLOYMENT_PROMOTION_LAW, "LCL": law.LABOUR_CONTRACT_LAW,
    "LSS": law.LABOUR_SUPERVISION_REGULATIONS, "CHILD": law.CHILD_LABOUR_PROVISIONS, "ECL": law.E_COMMERCE_LAW,
    "ALL": law.LICENSING_LAW, "O50": law.ORDER_50, "O44": law.ORDER_44, "O22": law.ORDER_22, "O19": law.ORDER_19,
    "PIPL": law.PERSONAL_INFORMATION_LAW, "CSL": law.CYBERSECURITY_LAW, "MASS": law.MASS_EVENTS_REGULATIONS,
    "I43": law.UNLICENSED_OPERATION_MEASURES, "CRIM": law.CRIMINAL_LAW, "PSL": law.PUBLIC_SECURITY_PENALTIES_LAW,
    "APL": law.PENALTY_LAW, "BER": law.BEIJING_BUSINESS_ENVIRONMENT, "I23": law.BEIJING_TALENT_MARKET_REGULATIONS,
    "I55": law.EMPLOYMENT_SERVICE_PROVISIONS,
}  # fmt: skip


@dataclass(frozen=True)
class Worked:
    """Facts, and what the law makes of them."""

    key: str
    facts: str
    #: Last day of the act.
    on: date
    who: Capacity
    #: What punishes it: act, article, paragraph.
    acts: str
    #: Least and most of the fine on these facts; empty where there is none.
    fine: tuple[str, str] | None = None
    #: As the case has it: gains, heads, months, gravity.
    said: dict[str, Any] = field(default_factory=dict)
    #: An order to correct was refused before, as the article asks.
    refused: bool = False
    #: The legal reviewer read the article so that a fine needs no gains (note N-1).
    read: bool = False
    #: What else the article allows on these facts, and what for: "gravity", "refusal", both, or nothing more.
    measures: tuple[Measure, ...] = ()
    needs: str = ""
    #: Who deals with it where this organ does not: a word of the refusal.
    instead: str = ""
    #: Which entries may meet in the conduct for such a party, what precedes first.
    meets: str = ""
    #: What the article orders given back besides the fine: the sum of the list.
    back: str = ""
    #: In which conduct, where the violation may be meant by several.
    conduct: str = ""

    @property
    def proposal(self) -> Proposal:
        return Proposal(**self.said)


def gains(amount: str, **more: Any) -> dict[str, Any]:
    return {"gains": D(amount), **more}


def heads(n: int, **more: Any) -> dict[str, Any]:
    return {"heads": n, **more}


GRAVE = {"is_serious": True}
M = ("10000", "50000")
S = ("5000", "10000")
W = Worked
_26, _25 = date(2026, 3, 2), date(2025, 11, 10)

# fmt: off
CASES = (
    W("V-01", "a shop without a licence found places for cleaners and took 20,000 in fees", _26, X, "HRM 42.1, EPL 64", M, gains("20000"),
      measures=(CLOSE,), meets="V-01 V-21 V-37"),
    W("V-01", "the same shop had taken nothing yet; the reviewer reads the fine as open", _26, X, "HRM 42.1, EPL 64", M, read=True,
      measures=(CLOSE,)),
    W("V-02", "a firm gave career guidance without filing, was told to file by the 20th and did not", _26, A, "HRM 42.2", S, refused=True),
    W("V-03", "a branch in Haidian was opened and not reported, nor after the order", _25, A, "HRM 42.2", S, refused=True),
    W("V-04", "no licence and no price list on the wall, nor at the re-check", _25, A, "HRM 44", S, refused=True, meets="V-04 V-22"),
    W("V-05", "no ledger of services was kept, nor after the order", _25, A, "HRM 44", S, refused=True),
    W("V-06", "the annual report was not filed, nor within the time of the order", date(2026, 6, 30), A, "HRM 44", S, refused=True),
    W("V-07", "an employer promised wages that nobody was paid and left the advertisement up", _26, E, "HRM 43", M, refused=True,
      meets="V-07"),
    W("V-07", "an agency did so to four hundred job seekers", _26, A, "HRM 43", M, GRAVE, refused=True, measures=(R,), needs="gravity",
      meets="V-18 V-07 V-36"),
    W("V-08", "a broker kept workers in a room until they paid, and went on after the order", _26, A, "HRM 43", M, gains("8000", **GRAVE),
      refused=True, measures=(R,), needs="gravity", meets="V-08 V-36"),
    W("V-09", "job seekers' telephone numbers were sold, no complaint desk was set up after the order", _26, A, "HRM 43", M,
      gains("3000", **GRAVE), refused=True, measures=(R,), needs="gravity", meets="V-09"),
    W("V-10", "employees were made sole traders by a firm's outsourcing, also after the order", _26, A, "HRM 43", M, GRAVE, refused=True,
      measures=(R,), needs="gravity"),
    W("V-11", "a false vacancy stayed online for weeks after it was reported to the firm", _26, A, "HRM 43", M, GRAVE, refused=True,
      measures=(R,), needs="gravity", meets="V-11 V-07"),
    W("V-12", "a firm kept scans of identity cards beyond its purpose", _26, A, "PIPL 66, CSL", instead="cyberspace"),
    W("V-13", "one worker paid a deposit for a uniform to an agency", _26, A, "EPL 66.2", ("500", "2000"), heads(1), meets="V-13 V-36",
      back="300.50"),
    W("V-13", "three workers paid it", _26, A, "EPL 66.2", ("1500", "6000"), heads(3), back="901.50"),
    W("V-14", "a fee beyond the displayed items: the text of the fine was not read, only an order", _26, A, "O50", meets="V-08 V-36 V-14 V-58"),
    W("V-15", "a licence was lent to a friend for 800 yuan", _26, A, "EPL 65", M, gains("800", **GRAVE), measures=(R,), needs="gravity",
      meets="V-15"),
    W("V-15", "it was lent for nothing; the reviewer reads the fine as open", _26, A, "EPL 65", M, read=True),
    W("V-16", "staff were found for a workshop without any papers, for one yuan", _26, A, "EPL 65", M, gains("1", **GRAVE), measures=(R,),
      needs="gravity", meets="V-16 V-36"),
    W("V-16", "for nothing; the reviewer reads the fine as open", _26, A, "EPL 65", M, read=True),
    W("V-17", "an agency placed one boy of fifteen", _26, A, "CHILD 7", ("5000", "5000"), heads(1), measures=(R,), meets="V-17 V-48"),
    W("V-17", "it placed two", _26, A, "CHILD 7", ("10000", "10000"), heads(2), measures=(R,)),
    W("V-17", "somebody without any registration placed two", _26, X, "CHILD 7", ("20000", "20000"), heads(2, is_unregistered=True)),
    W("V-18", "posts that do not exist were offered for 3,600.50 in fees", _26, A, "EPL 65", M, gains("3600.50", **GRAVE), measures=(R,),
      needs="gravity", meets="V-18 V-07 V-36"),
    W("V-18", "nobody paid; the reviewer reads the fine as open", _26, A, "EPL 65", M, read=True),
    W("V-19", "an agency kept identity cards: they go back by order, the police fine", _26, A, "EPL 66.1", meets="V-19"),
    W("V-20", "training that cheated trainees: the text of the fine was not read, only an order", _26, A, "O50", meets="V-08 V-20"),
    W("V-21", "a recruiting site without a licence took 9,000", _26, P, "HRM 42.1", M, gains("9000"), measures=(CLOSE,),
      meets="V-01 V-21 V-37"),
    W("V-21", "it took nothing; the reviewer reads the fine as open", _26, P, "HRM 42.1", M, read=True, measures=(CLOSE,)),
    W("V-22", "nothing shown on the home page: the text of the fine was not read, only an order", _26, A, "O44 13", meets="V-04 V-22"),
    W("V-23", "a platform verified none of its employers, nor after the order", _26, P, "O44 37, ECL 80", ("20000", "100000"), refused=True,
      meets="V-23 V-24 V-27"),
    W("V-23", "ten thousand were cheated", _26, P, "O44 37, ECL 80", ("100000", "500000"), GRAVE, refused=True, measures=(STOP,),
      needs="gravity refusal"),
    W("V-24", "a platform deleted its vacancies after a year, also after the order", _26, P, "O44 37, ECL 80", ("20000", "100000"),
      refused=True, meets="V-23 V-24 V-27"),
    W("V-24", "it did so to hide frauds", _26, P, "O44 37, ECL 80", ("100000", "500000"), GRAVE, refused=True, measures=(STOP,),
      needs="gravity refusal"),
    W("V-25", "a fair was held without a plan or any check of the stalls, and again after the order", _26, A, "HRM 43", M,
      gains("5000", **GRAVE), refused=True, measures=(R,), needs="gravity", meets="V-25"),
    W("V-26", "a fair of two thousand without the police's licence", _26, X, "MASS 20", instead="police"),
    W("V-27", "an online firm broke the network rules, also after the order", _26, A, "HRM 43", M, GRAVE, refused=True, measures=(R,),
      needs="gravity", meets="V-27"),
    W("V-28", "an advertisement for men only was not taken down after the order", _26, E, "HRM 43", M, refused=True, meets="V-28 V-07"),
    W("V-28", "an agency ran hundreds of them", _26, A, "HRM 43", M, GRAVE, refused=True, measures=(R,), needs="gravity",
      meets="V-28 V-07 V-36"),
    W("V-29", "a district office ran an agency for profit", _26, X, "EPL 63", instead="superior"),
    W("V-30", "workers were dispatched without a licence, gains 12,345.67", date(2013, 7, 1), X, "LCL 92.1", ("12345.67", "61728.35"),
      gains("12345.67")),
    W("V-30", "it had just begun and brought nothing", _26, X, "LCL 92.1", ("0", "50000")),
    W("V-31", "a dispatch licence was lent: the text of the fine was not read, only an order", _26, DI, "O19 33", meets="V-31"),
    W("V-32", "one dispatched worker was paid less than the staff, also after the order", _26, U, "LCL 92.2, O22 20", ("5000", "10000"),
      heads(1), refused=True, meets="V-32 V-52 V-53", conduct="dispatch"),
    W("V-32", "a dispatch firm paid ten of them less", _26, DI, "LCL 92.2, O22 20", ("50000", "100000"), heads(10), refused=True,
      measures=(RD,), needs="refusal", meets="V-32 V-54", conduct="dispatch"),
    W("V-33", "no yearly report of a dispatch firm: no fine of its own, only an order", _26, DI, "LSS 30", meets="V-33 V-35"),
    W("V-34", "worker and pay were lost between two firms", _26, DI, "LCL 92.2", instead="arbitration"),
    W("V-35", "the books were hidden from the inspectors", _26, DI, "LSS 30", ("2000", "20000"), meets="V-33 V-35"),
    W("V-35-4", "a worker who had complained was dismissed for it: only an order, the three other kinds are fined", _26, E, "LSS 30.1"),
    W("V-36", "workers were tricked into a job; other acts punish that too, so the old clause yields", _26, A, "LSS 28.1", M,
      gains("500", **GRAVE), measures=(R,), needs="gravity", meets="V-08 V-36", conduct="fraud"),
    W("V-37", "job introduction without a permit, by the old clause: closed", _26, X, "LSS 28.2, I43", measures=(CLOSE,),
      meets="V-01 V-21 V-37"),
    W("V-38", "a business without any business licence", _26, X, "I43 13", instead="market regulation"),
    W("V-39", "rooms were let to it knowingly", _26, X, "I43 14", instead="market regulation"),
    W("V-40", "a public employment office charged job seekers", _26, X, "HRM 45", instead="superior"),
    W("V-41", "an official took money for a licence", _26, X, "HRM 46, ALL 74, APL 83", instead="not an administrative penalty"),
    W("V-42", "an employer took 500 from one worker", _26, E, "LCL 84.2", ("500", "2000"), heads(1), meets="V-42", back="500"),
    W("V-42", "he took as much from seven of them", _26, E, "LCL 84.2", ("3500", "14000"), heads(7), back="3500"),
    W("V-43", "an employer kept identity cards: they go back by order, the police fine", _26, E, "LCL 84.1", meets="V-43"),
    W("V-44", "a firm went beyond the scope of its licence: by the special act", _26, A, "ALL 80", instead="V-15"),
    W("V-45", "false papers were handed in with an application: a warning", _26, X, "ALL 78, ALL 79", measures=(WARN,), meets="V-45"),
    W("V-46", "personal information was handled unlawfully", _26, A, "PIPL 66", instead="cyberspace"),
    W("V-47", "a false promise got a licence: set aside, then V-01", _26, A, "BER 33", instead="V-01"),
    W("V-48", "a workshop employed one child for one month", _26, E, "CHILD 6", ("5000", "5000"), heads(1, child_months=1), meets="V-17 V-48"),
    W("V-48", "two children, five months together", _26, E, "CHILD 6", ("25000", "25000"), heads(2, child_months=5)),
    W("V-48", "the same by somebody without registration", _26, X, "CHILD 6", ("50000", "50000"),
      heads(2, child_months=5, is_unregistered=True)),
    W("V-49", "agencies agreed on their prices", _26, A, "O50", instead="market regulation"),
    W("V-50", "workers were locked up and made to work", _26, A, "HRM 47, CRIM, PSL", instead="police"),
    W("V-51", "a breach of the city's old regulations only", _26, A, "I23 26", instead="not settled"),
    W("V-52", "one dispatched worker was sent back while pregnant, also after the order", _26, U, "LCL 92.2, O22 24", ("5000", "10000"),
      heads(1), refused=True, meets="V-52 V-32"),
    W("V-52", "four of them", _26, U, "LCL 92.2, O22 24", ("20000", "40000"), heads(4), refused=True),
    W("V-53", "auxiliary posts without discussion, negotiation, publication: a warning with the order", _26, U, "O22 22", measures=(WARN,),
      meets="V-32 V-52 V-53"),
    W("V-54", "a second probation: an order and damages, no fine", _26, DI, "O22 23, LCL 83", meets="V-32 V-54"),
    W("V-55", "a dispatched worker's contract was ended unlawfully", _26, DI, "O22 21, LCL 48, LCL 87", instead="arbitration"),
    W("V-56", "an online firm spread job seekers' data", _26, P, "O44 36, CSL", instead="cyberspace"),
    W("V-57", "a public institution broke the rules of online recruitment", _26, X, "O44 38", instead="superior"),
    W("V-58", "a fee was kept after the placement failed: the text of the fine was not read, only an order", _26, A, "I55 55",
      meets="V-08 V-36 V-14 V-58"),
)
# fmt: on
