"""What an advertisement has in common with a firm, why, and what the radar does not say."""

from __future__ import annotations

import pytest

from regulation.radar.rules.matching import FEW, MOST, Register
from regulation.radar.rules.signals import Advert, Holding, Kind, Known, Signal, Verdict, Warned, score
from regulation.recruiter_accounts import spelling

NUMBER = "（京）人服证字〔2024〕第0105000123号"
GOOD = Known(
    "F0000001",
    "北京海润嘉禾人力资源服务有限公司",
    Holding.LIVING,
    former=("北京海润人才有限公司",),
    phones=("010-6512 3456", "13800138000"),
    addresses=("北京市朝阳区建国路88号院5号楼1203室",),
    representative="赵明远",
    licences=((NUMBER, True),),
)
LOST = Known(
    "F0000002",
    "北京快聘通劳务服务有限公司",
    Holding.REVOKED,
    phones=("13911112222",),
    addresses=("北京市丰台区南三环西路16号2号楼808",),
    representative="钱大成",
    licences=(("（京）人服证字〔2021〕第0106000045号", False),),
)
PLAIN = Known("F0000003", "北京云溪企业管理咨询有限公司", Holding.NONE, phones=("13722223333",))
REGISTER = Register([GOOD, LOST, PLAIN])


def match(**said):
    return REGISTER.match(Advert("1", **said))


@pytest.mark.parametrize(
    ("name", "kind", "verdict"),
    [
        ("北京海润嘉禾人力资源服务有限公司", Kind.NAME, Verdict.LICENSED),
        (" 北京 海润嘉禾人力资源服务 有限公司（总部）", Kind.NAME, Verdict.LICENSED),
        ("北京海潤嘉禾人力資源服務有限公司", Kind.TRADITIONAL, Verdict.LICENSED),
        ("北京海润人才有限公司", Kind.FORMER, Verdict.PROBABLY),
        ("北京海润佳禾人力资源服务有限公司", Kind.PINYIN, Verdict.PROBABLY),
        ("北京海润嘉木人力资源服务有限公司", Kind.ONE_OFF, Verdict.PROBABLY),
        ("海润嘉禾直聘", Kind.BRAND, Verdict.UNCERTAIN),
    ],
)
def test_a_name_leads_to_the_firm_with_its_reason(name, kind, verdict):
    found = match(name=name)
    assert (found.firm, found.verdict) == (GOOD.number, verdict)
    assert found.signals[0].kind is kind
    assert found.signals[0].theirs == name


def test_the_reason_says_which_character_differs():
    (signal,) = match(name="北京海润佳禾人力资源服务有限公司").signals
    assert signal.at == (4,)
    assert (signal.theirs[4], signal.ours[4]) == ("佳", "嘉")


@pytest.mark.parametrize(
    "written", ["65123456", "+86 138-0013-8000", "１３８００１３８０００", "010 6512-3456"]
)
def test_a_telephone_is_the_same_however_it_is_written(written):
    found = match(phones=(written,))
    assert found.verdict is Verdict.PROBABLY
    assert [each.kind for each in found.signals] == [Kind.PHONE]


def test_a_telephone_in_the_text_counts_and_a_longer_number_that_contains_it_does_not():
    assert match(text="日结工，电联138 0013 8000张经理").firm == GOOD.number
    assert match(text="订单9913800138000123").verdict is Verdict.NOT_FOUND


def test_two_firms_with_brands_of_two_signs_that_differ_in_one_are_two_firms():
    register = Register([Known("F0000009", "北京华信人力资源服务有限公司", Holding.LIVING)])
    assert register.match(Advert("1", "北京华联人力资源服务有限公司")).verdict is Verdict.NOT_FOUND
    assert register.match(Advert("1", "北京华信人刀资源服务有限公司")).verdict is Verdict.PROBABLY


def test_the_telephone_of_a_firm_that_lost_its_licence():
    found = match(name="新起点招工", phones=("139 1111 2222",), representative="钱大成")
    assert (found.verdict, found.firm, found.holding) == (Verdict.REBORN, LOST.number, Holding.REVOKED)
    assert {each.kind for each in found.signals} == {Kind.PHONE, Kind.REPRESENTATIVE}
    assert found.score == pytest.approx(1 - 0.3 * 0.6)


def test_an_address_alone_says_nothing():
    found = match(address="丰台区南三环西路16号2号楼808")
    assert found.verdict is Verdict.UNCERTAIN
    assert found.warned == (Warned.ADDRESS_ALONE,)


def test_an_address_with_the_legal_representative_is_looked_at():
    found = match(address="丰台区南三环西路16号2号楼808", representative="钱大成")
    assert found.verdict is Verdict.REBORN
    assert found.warned == ()


def test_a_person_of_the_same_name_alone_is_uncertain():
    assert match(representative="钱大成").verdict is Verdict.UNCERTAIN


def test_a_number_that_does_not_exist():
    found = match(name="某某招聘部", text="正规机构，（京）人服证字〔2024〕第9999999999号")
    assert found.verdict is Verdict.NOT_FOUND
    assert found.warned == (Warned.NUMBER_UNKNOWN,)


def test_a_number_that_belongs_to_another():
    found = match(name="某某招聘部", licence=NUMBER)
    assert found.verdict is not Verdict.LICENSED
    assert Warned.NUMBER_OTHERS in found.warned


def test_the_own_number_confirms():
    found = match(name=GOOD.name, text="许可证(京)人服证字[2024]第0105000123号")
    assert found.verdict is Verdict.LICENSED
    assert found.warned == ()


def test_a_false_number_beside_a_licensed_name_is_for_a_person():
    found = match(name=GOOD.name, licence="（京）人服证字〔2024〕第9999999999号")
    assert found.verdict is Verdict.UNCERTAIN
    assert Warned.NUMBER_UNKNOWN in found.warned


def test_a_number_that_has_ended():
    assert Warned.NUMBER_ENDED in match(name=LOST.name, licence=LOST.licences[0][0]).warned


def test_a_licensed_firm_that_recruits_online_without_that_item():
    assert match(name=GOOD.name, is_online=True).warned == (Warned.NOT_ONLINE,)
    assert match(name=GOOD.name).warned == ()


def test_a_firm_of_the_register_that_never_had_a_licence_is_no_verdict():
    found = match(name=PLAIN.name)
    assert (found.verdict, found.holding) == (Verdict.UNCERTAIN, Holding.NONE)


def test_a_sign_that_many_share_tells_less_and_then_nothing():
    def shared(n):
        return Register(
            [Known(f"F{k:07d}", f"北京第{k}家", Holding.LIVING, phones=("4008001234",)) for k in range(n)]
        )

    row = Advert("1", phones=("400-800-1234",))
    assert shared(FEW).match(row).score == pytest.approx(0.7)
    assert Warned.SEVERAL in shared(FEW).match(row).warned
    assert shared(FEW + 1).match(row).score == pytest.approx(0.35)
    assert shared(MOST + 1).match(row).verdict is Verdict.NOT_FOUND


def test_of_one_name_only_the_heaviest_reason_counts():
    name = [Signal(kind, "F", "", "", weight) for kind, weight in ((Kind.PINYIN, 0.6), (Kind.ONE_OFF, 0.55))]
    assert score(name) == pytest.approx(0.6)
    assert score([*name, Signal(Kind.PHONE, "F", "", "", 0.5)]) == pytest.approx(0.8)


@pytest.mark.parametrize("text", ["", "招工", "12345", "𠮷" * 50, "<script>alert(1)</script>", "\x00"])
def test_whatever_a_row_says_it_gets_an_answer(text):
    assert match(name=text, account=text, text=text, phones=(text,), address=text, licence="").verdict


def test_a_licence_number_is_found_in_a_text():
    assert spelling.licences_in(f"许可证号{NUMBER}，欢迎") == [f"{NUMBER}"] or NUMBER in spelling.licences_in(
        f"许可证号 {NUMBER}"
    )
