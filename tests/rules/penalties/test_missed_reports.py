"""What an order says of a report that was not filed."""

from datetime import date

from regulation.firms.status import REGISTRATION_KINDS
from regulation.indicators.indicator import FormKind
from regulation.penalties.rules import missed_reports as rules
from regulation.penalties.rules.violations import VIOLATIONS, Ground

KNOWN = rules.Known(
    FormKind.OPERATING,
    2025,
    date(2025, 12, 31),
    date(2026, 1, 1),
    date(2026, 3, 31),
    "测试通知〔2026〕1号",
    ("人力资源服务许可",),
    (date(2026, 3, 1), date(2026, 3, 17)),
)


def test_the_facts_are_the_duty_the_period_the_reminders_and_the_silence():
    assert rules.facts(KNOWN, date(2026, 4, 2)) == (
        "当事人2025年12月31日持有人力资源服务许可，依照《人力资源市场暂行条例》第三十六条应当报送2025年度经营情况年度报告。"
        "报送期限为2026年1月1日至2026年3月31日（测试通知〔2026〕1号）。"
        "本机关于2026年3月1日、2026年3月17日提醒当事人报送。截至2026年4月2日，当事人没有报送。"
    )


def test_the_same_facts_stand_in_english_for_a_party_that_asked():
    assert rules.facts_in_english(KNOWN, date(2026, 4, 2)) == (
        "On 31 December 2025 the party held a licence for human-resources services; under Interim Regulations on the Human Resources "
        "Market, Article 36 it had to file the annual report on operations for 2025. The time for it ran from 1 January 2026 to 31 March "
        "2026 (测试通知〔2026〕1号). This authority reminded it on 1 March 2026, 17 March 2026. By 2 April 2026 the party had not filed it."
    )
    assert rules._HELD_EN.keys() == set(REGISTRATION_KINDS.values())


def test_nobody_was_reminded_and_nothing_is_said_of_it():
    from dataclasses import replace

    assert "提醒" not in rules.facts(replace(KNOWN, reminded_on=()), date(2026, 4, 2))


def test_a_report_has_one_name_that_can_be_read_back():
    for kind in (FormKind.OPERATING, FormKind.DISPATCH):
        name = rules.source_number(kind, 2025, "BJ-000123")
        assert rules.missed(name) == rules.Missed(kind, 2025, "BJ-000123")
    assert rules.missed("京朝人社令〔2026〕1号") is None


def test_only_the_operating_report_has_a_fine_of_its_own():
    """《人力资源市场暂行条例》第四十四条 fines the refusal; for dispatch no direct fine was read."""
    assert VIOLATIONS[rules.VIOLATION_OF[FormKind.OPERATING]].ground is Ground.REFUSAL
    dispatch = VIOLATIONS[rules.VIOLATION_OF[FormKind.DISPATCH]]
    assert dispatch.ground is Ground.NONE
    assert dispatch.fine is None
    assert dispatch.doubt
