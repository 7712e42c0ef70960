"""Texts that the script of the penalty on the spot says: they stand in the page in its language."""

from __future__ import annotations

from app.inspections import field_words
from app.shell.i18n import gettext as _
from regulation.words import N_

WORDS: dict[str, str] = {
    "spot-draft-kept": N_("草稿已存本机 %(at)s"),
    "spot-party": N_("请填写登记编号、统一社会信用代码，或者没有登记的当事人的名称。"),
    "spot-violation": N_("请选择违法行为。"),
    "spot-facts": N_("请写明违法事实，至少10个字。"),
    "spot-place": N_("请填写处罚地点。"),
    "spot-told": N_(
        "作出决定前须出示执法证件，告知拟处罚的内容及事实、理由、依据和权利（行政处罚法第四十四条、第五十二条）。"
    ),
    "spot-defence": N_("请记录当事人的陈述、申辩；没有提出的写明没有提出（行政处罚法第四十五条）。"),
    "spot-second": N_("请选择另一名执法人员（行政处罚法第四十二条）。"),
    "spot-money": N_("罚款请填写数字，最多两位小数。"),
    "spot-nothing": N_("请选择警告或者填写罚款。"),
    "spot-no-warning": N_("所选条文没有规定警告，不能当场警告。"),
    "spot-no-fine": N_("所选条文规定的罚款不能当场作出，适用普通程序（行政处罚法第五十一条）。"),
    "spot-least": N_("所选条文规定的罚款自%(least)s元起。"),
    "spot-most": N_("罚款超过%(most)s元的，适用普通程序，不能当场作出（行政处罚法第五十一条）。"),
    "spot-collect-nothing": N_("没有罚款，不得收缴（行政处罚法第六十八条）。"),
    "spot-collect-small": N_("罚款超过%(most)s元，不得以小额为由当场收缴（行政处罚法第六十八条）。"),
    "spot-collect-reason": N_("请写明当场收缴的说明（行政处罚法第六十八条、第六十九条）。"),
    "spot-receipt": N_("当场收缴必须出具专用票据，请填写票据号码（行政处罚法第七十条）。"),
    "spot-paragraphs": N_("译文的段数应当与违法事实相同。"),
    "spot-translator": N_("请填写译者；机器翻译的，填写校对人。"),
    "spot-draft-only": N_(
        "没有网络，手中也没有预先编号的决定书：只能存为草稿，不能作出决定，不能向当事人交付任何文书。"
    ),
    "spot-no-network": N_(
        "服务器没有应答，决定没有作出。草稿已存本机；可以稍后再试，或者选用手中预先编号的决定书。"
    ),
    "spot-pad": N_("请当事人签名；拒绝签收的取消勾选并注明。"),
    "spot-note": N_("当事人没有签收的，请注明拒绝签收的情况，至少4个字（行政处罚法第五十二条）。"),
    "spot-number": N_("决定书编号"),
    "spot-by-server": N_("作出时由系统编号"),
    "spot-basis": N_("处罚依据"),
    "spot-join": N_("；"),
    "spot-penalty": N_("处罚内容"),
    "spot-warning": N_("警告"),
    "spot-fine": N_("罚款%(fine)s元"),
    "spot-taken": N_("机关已收到并登录 %(at)s"),
    "spot-reopen": N_("改正后重新报送"),
    "spot-void-missing": N_("请选择作废的决定书，写明原因，至少4个字。"),
}
#: Said wherever a phone lists what it holds.
SHARED: dict[str, str] = {
    "spot-booklet": N_("预先编号的决定书 %(first)s 起"),
    "kind-decide": N_("当场处罚决定"),
    "kind-void": N_("作废决定书"),
}


def all_words() -> dict[str, str]:
    """Those of every field page, and these."""
    return field_words.all_words() | {key: _(text) for key, text in (WORDS | SHARED).items()}
