"""Edits (审核关系): single rules that look at a filing and speak up. Pure; one function, one rule, one test.

Hard ones block filing, soft ones take a reason, screening ones are only kept for the reviewer. The numbers are those of our own catalogue of rules:
nobody has published binding ones, so every bound here is a proposal that the bureau adopts in writing.
"""

from __future__ import annotations

from regulation.indicators.edits import comparison, dispatch, identity, monthly, revenue, services, staff
from regulation.indicators.edits.filing import Filing, Finding, Level, Rule
from regulation.indicators.indicator import FormKind

__all__ = ["BY_KEY", "RULES", "Filing", "Finding", "Level", "Rule", "examine", "hard", "soft"]

#: Every rule, in the order of their numbers.
RULES: tuple[Rule, ...] = tuple(
    sorted(
        (*identity.RULES, *staff.RULES, *revenue.RULES, *services.RULES, *comparison.RULES, *dispatch.RULES),
        key=lambda rule: rule.key,
    )
)
#: Those of the monthly form, which asks nothing that the others look at.
MONTHLY_RULES: tuple[Rule, ...] = monthly.RULES
BY_KEY: dict[str, Rule] = {rule.key: rule for rule in (*RULES, *MONTHLY_RULES)}


#: Of the common rules, those that have something to say about the report on dispatch.
_ON_DISPATCH = frozenset({"V001", "V002", "V049", "V060", "V061", "V062"})


def applies(rule: Rule, form: FormKind) -> bool:
    """Whether a rule looks at filings on a form: those of dispatch look at the report on dispatch alone."""
    of_dispatch = rule.key.startswith(dispatch.PREFIX)
    return of_dispatch or rule.key in _ON_DISPATCH if form is FormKind.DISPATCH else not of_dispatch


def examine(filing: Filing) -> list[Finding]:
    """What every rule of the form has to say, hard findings first. Of a month, `previous` is the month before."""
    rules = MONTHLY_RULES if filing.form is FormKind.MONTHLY else RULES
    found = [finding for rule in rules if applies(rule, filing.form) for finding in rule.look(filing)]
    return sorted(found, key=lambda finding: (finding.level is not Level.HARD, finding.rule))


def hard(findings: list[Finding]) -> list[Finding]:
    """Those that block filing."""
    return [finding for finding in findings if finding.level is Level.HARD]


def soft(findings: list[Finding]) -> list[Finding]:
    """Those that want an explanation."""
    return [finding for finding in findings if finding.level is Level.SOFT]
