"""第二十二条: the organ that is competent handles; others that may read it only read."""

from uuid import uuid4

import pytest

from regulation import errors
from regulation.actor import Actor
from regulation.leads import permissions as of_leads
from regulation.penalties import permissions, permissions_evidence
from regulation.penalties.status import CaseStatus
from regulation.roles import Level, Role

OWN, CITY = uuid4(), uuid4()
CASE = {
    "organ": OWN,
    "handler": None,
    "officer_a": None,
    "officer_b": None,
    "status": CaseStatus.INVESTIGATING,
}
HANDLES = {
    "case": lambda actor: permissions.check_office(actor, CASE, {Role.CLERK}, set()),
    "evidence": lambda actor: permissions_evidence.check_can_work(actor, CASE, conflicted=set()),
    "lead": lambda actor: of_leads.check_can_act(actor, CASE),
}


def clerk(organ, level):
    return Actor(
        uuid4(), uuid4(), "clerk", "某办事员", "0001", frozenset({Role.CLERK}), organ, organ_level=level
    )


@pytest.mark.parametrize("work", HANDLES)
def test_the_city_reads_a_districts_matter_and_the_district_alone_handles_it(work):
    HANDLES[work](clerk(OWN, Level.DISTRICT))
    with pytest.raises(errors.NotPermitted, match="由其他机关办理") as refused:
        HANDLES[work](clerk(CITY, Level.MUNICIPAL))
    assert refused.value.citation.article == 22
