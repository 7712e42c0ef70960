"""Ways of service: what the receipt of each must state, and when it takes effect."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from regulation.casework import service as casework
from regulation.law import almanac
from regulation.law.citation import CIVIL_PROCEDURE_LAW, PENALTY_LAW
from regulation.penalties.rules import service
from regulation.penalties.rules.service import Delivery, Method

KNOWN = almanac.known()
ISSUED, TODAY = date(2026, 3, 2), date(2026, 3, 10)
DAY = date(2026, 3, 9)
WHOLE = {
    Method.DIRECT: Delivery(Method.DIRECT, DAY, receiver="赵某，法定代表人", place="本机关会议室"),
    Method.LEFT: Delivery(Method.LEFT, DAY, place="住所", reason="拒绝签收", witness="社区工作人员李某"),
    Method.ENTRUSTED: Delivery(Method.ENTRUSTED, DAY, carrier="通州区人力社保局", receiver="前台王某"),
    Method.POST: Delivery(Method.POST, DAY, carrier="EMS 1012345678911", sent_on=date(2026, 3, 6)),
    Method.TRANSFER: Delivery(Method.TRANSFER, DAY, carrier="所在单位", receiver="赵某"),
    Method.ELECTRONIC: Delivery(Method.ELECTRONIC, DAY),
    Method.PUBLIC_NOTICE: Delivery(
        Method.PUBLIC_NOTICE, carrier="本机关网站", reason="住所无人，邮件退回", sent_on=DAY
    ),
}


def lacking(given):
    return service.problems(given, issued_on=ISSUED, today=TODAY)


def test_the_ways_are_those_of_the_record_of_service():
    assert {str(each) for each in Method} == set(casework.METHODS) == {str(each) for each in service.CITED}


@pytest.mark.parametrize("method", list(Method))
def test_a_whole_receipt_lacks_nothing(method):
    assert lacking(WHOLE[method]) == {}


@pytest.mark.parametrize(
    ("method", "field"), [(method, field) for method, fields in service.REQUIRED.items() for field in fields]
)
def test_each_way_has_its_own_required_fields(method, field):
    empty = None if field == "sent_on" else ""
    assert field in lacking(replace(WHOLE[method], **{field: empty}))


def test_what_is_left_behind_needs_a_witness_or_a_picture():
    alone = replace(WHOLE[Method.LEFT], witness="")
    assert "witness" in lacking(alone)
    assert lacking(replace(alone, has_proof=True)) == {}


@pytest.mark.parametrize("day", [ISSUED - timedelta(days=1), TODAY + timedelta(days=1), None])
def test_nothing_is_served_before_it_was_made_or_after_today(day):
    assert "served_on" in lacking(replace(WHOLE[Method.DIRECT], served_on=day))


def test_a_letter_is_not_received_before_it_was_posted():
    assert "served_on" in lacking(replace(WHOLE[Method.POST], served_on=date(2026, 3, 5)))
    assert lacking(replace(WHOLE[Method.POST], served_on=date(2026, 3, 6))) == {}


@pytest.mark.parametrize("day", [ISSUED - timedelta(days=1), TODAY + timedelta(days=1)])
def test_nothing_is_posted_or_announced_before_it_was_made_or_after_today(day):
    assert "sent_on" in lacking(replace(WHOLE[Method.PUBLIC_NOTICE], sent_on=day))


def test_a_letter_has_effect_on_the_day_of_receipt():
    assert service.effective_on(WHOLE[Method.POST], KNOWN) == DAY


@pytest.mark.parametrize(
    ("announced", "effective"),
    [
        # The thirty days are 2 to 31 March.
        (date(2026, 3, 1), date(2026, 4, 1)),
        # February has 28 days, in a leap year 29; the period ends on days off too.
        (date(2026, 1, 30), date(2026, 3, 2)),
        (date(2024, 1, 30), date(2024, 3, 1)),
        (date(2025, 12, 2), date(2026, 1, 2)),
    ],
)
def test_a_public_notice_has_effect_on_the_day_after_its_thirty_days(announced, effective):
    given = replace(WHOLE[Method.PUBLIC_NOTICE], sent_on=announced)
    assert service.effective_on(given, KNOWN) == effective


def test_electronic_service_rests_on_the_penalty_law_and_the_public_notice_on_civil_procedure():
    assert service.CITED[Method.ELECTRONIC] == PENALTY_LAW.article(61, 2)
    assert service.CITED[Method.PUBLIC_NOTICE] == CIVIL_PROCEDURE_LAW.article(95)
