"""Names as those write them who do not want to be found, or who borrow a good one: what the radar says, and why."""

from __future__ import annotations

import pytest

from regulation.radar.rules.matching import Register
from regulation.radar.rules.signals import Advert, Holding, Kind, Known, Verdict, Warned

GOOD = Known(
    "good",
    "北京智联优聘人力资源有限公司",
    Holding.LIVING,
    former=("北京优聘天下科技有限公司",),
    phones=("010-62345678",),
    addresses=("北京市海淀区中关村大街27号1201室",),
    representative="王建国",
    licences=(("（京）人服证字〔2021〕第0108000001号", True),),
    branches=("北京智联优聘人力资源有限公司大兴分公司",),
)
SHORT = Known(
    "short", "北京万众劳务派遣有限公司", Holding.LIVING, phones=("13911112222",), representative="李明"
)
BRACKETS = Known("brackets", "中智（北京）人力资源服务有限公司", Holding.LIVING)
LOST = Known(
    "lost",
    "北京快聘通劳务服务有限公司",
    Holding.REVOKED,
    phones=("13800001111",),
    addresses=("北京市朝阳区测试路9号",),
    representative="钱大成",
)
ENDED = Known("ended", "北京金领猎头顾问有限公司", Holding.ENDED)
NAMESAKE = Known("namesake", "北京同心家政服务有限公司", Holding.NONE, representative="李明")
REGISTER = Register([GOOD, SHORT, BRACKETS, LOST, ENDED, NAMESAKE])
V, K = Verdict, Kind


@pytest.mark.parametrize(
    ("name", "verdict", "firm", "kind"),
    [
        ("北京智聯優聘人力資源有限公司", V.LICENSED, "good", K.TRADITIONAL),
        ("智聯優聘人力資源", V.LICENSED, "good", K.TRADITIONAL),
        ("智联优聘　人力资源", V.LICENSED, "good", K.NAME),
        ("北京智联\u200b优聘\u200b人力资源有限公司", V.LICENSED, "good", K.NAME),
        ("北京·智联·优聘·人力资源有限公司", V.LICENSED, "good", K.NAME),
        ("智联优聘（北京）人力资源有限公司", V.LICENSED, "good", K.NAME),
        ("智联优聘北京人力资源有限公司", V.LICENSED, "good", K.NAME),
        ("🔥智联优聘🔥人力资源🔥", V.LICENSED, "good", K.NAME),
        ("中智北京人力资源服务有限公司", V.LICENSED, "brackets", K.NAME),
        ("北京优聘天下科技有限公司", V.PROBABLY, "good", K.FORMER),
        ("北京智联优聘人力资源有限公司大兴分公司", V.PROBABLY, "good", K.BRANCH),
        ("北京智联优聘人力资源有限公司通州分公司", V.UNCERTAIN, "good", K.OFFSHOOT),
        ("北京智连优品人力资源有限公司", V.PROBABLY, "good", K.PINYIN),
        ("北京智联优聘人力资产有限公司", V.PROBABLY, "good", K.ONE_OFF),
        ("北京智联聘优人力资源有限公司", V.PROBABLY, "good", K.ONE_OFF),
        ("北京智联优聘大人力资源有限公司", V.PROBABLY, "good", K.ONE_OFF),
        ("ＢＥＩＪＩＮＧ智联优聘", V.UNCERTAIN, "good", K.BRAND),
        ("智联优聘日结招工平台（官方合作）", V.UNCERTAIN, "good", K.BRAND),
        ("北京智联优聘国际人力资源有限公司", V.UNCERTAIN, "good", K.BRAND),
        ("快聘通勞務服務", V.REBORN, "lost", K.TRADITIONAL),
        ("北京快聘通达劳务服务有限公司", V.REBORN, "lost", K.ONE_OFF),
        ("北京快聘通人力资源有限公司", V.UNCERTAIN, "lost", K.BRAND),
        ("金领猎头", V.UNCERTAIN, "ended", K.BRAND),
        ("万众招聘", V.NOT_FOUND, "", None),
        ("北京万从劳务派遣有限公司", V.NOT_FOUND, "", None),
        ("北京鸿运达人力资源有限公司", V.NOT_FOUND, "", None),
        ("北京天天向上餐饮管理有限公司", V.NOT_FOUND, "", None),
        ("人力资源有限公司", V.NOT_FOUND, "", None),
        ("北京", V.NOT_FOUND, "", None),
        ("招工 日结 王先生", V.NOT_FOUND, "", None),
        ("有限公司分公司", V.NOT_FOUND, "", None),
    ],
)
def test_a_hostile_name(name, verdict, firm, kind):
    found = REGISTER.match(Advert("1", name=name))
    assert (found.verdict, found.firm) == (verdict, firm)
    assert {each.kind for each in found.signals if each.firm == firm} == ({kind} if kind else set())


@pytest.mark.parametrize("name", ["北京智连优品人力资源有限公司", "北京智联聘优人力资源有限公司"])
def test_a_likeness_alone_is_looked_at_by_a_person(name):
    assert Warned.LIKENESS_ALONE in REGISTER.match(Advert("1", name=name)).warned
    beside = REGISTER.match(Advert("1", name=name, phones=("010-62345678",)))
    assert Warned.LIKENESS_ALONE not in beside.warned


@pytest.mark.parametrize(
    ("said", "verdict", "kinds"),
    [
        ({"representative": "钱大成"}, V.UNCERTAIN, {K.REPRESENTATIVE}),
        ({"representative": "錢大成"}, V.UNCERTAIN, {K.REPRESENTATIVE}),
        ({"representative": "钱大成", "address": "朝阳区测试路9号"}, V.REBORN, {K.REPRESENTATIVE, K.ADDRESS}),
        ({"phones": ("138 0000 1111",)}, V.REBORN, {K.PHONE}),
        ({"text": "电话+86 138-0000-1111 钱经理"}, V.REBORN, {K.PHONE}),
        ({"text": "電話１３８００００１１１１"}, V.REBORN, {K.PHONE}),
        ({"text": "打 1 3 8 0 0 0 0 1 1 1 1"}, V.REBORN, {K.PHONE}),
        ({"text": "微信 一三八〇〇〇〇一一一一"}, V.REBORN, {K.PHONE}),
        ({"text": "幺三八零零零零幺幺幺幺"}, V.REBORN, {K.PHONE}),
        ({"text": "日薪1 300元，8000 1111号楼"}, V.NOT_FOUND, set()),
    ],
)
def test_a_new_face_with_old_signs(said, verdict, kinds):
    found = REGISTER.match(Advert("1", name="新面孔招工部", **said))
    assert found.verdict is verdict
    assert {each.kind for each in found.signals if each.firm == "lost"} == kinds


def test_a_common_name_of_a_person_is_told_of_each_and_proves_nothing():
    found = REGISTER.match(Advert("1", name="某某招工", representative="李明"))
    assert found.verdict is V.UNCERTAIN
    assert {each.firm for each in found.signals} == {"short", "namesake"}
