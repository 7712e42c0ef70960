"""Where evidence, what is kept by registration, and the records of a case stand; the steps between; their words."""

from enum import StrEnum

from regulation.casework.steps import step
from regulation.law.citation import PENALTY_LAW
from regulation.roles import Role
from regulation.words import N_

_P = PENALTY_LAW
#: Who takes evidence: the handling clerk, and the two officers of the case.
TAKERS = frozenset({Role.CLERK, Role.INSPECTOR})

FORMS: dict[str, str] = {"original": N_("原件（原物）"), "copy": N_("复制件、照片或者节录")}
#: Why nothing may rest on a piece any more: 第四十六条.
EXCLUSIONS: dict[str, str] = {
    "illegal": N_("以非法手段取得"),
    "unverified": N_("未经查证属实"),
    "changed": N_("登记后内容发生变化"),
}
ALARMS: dict[str, str] = {
    "changed": N_("文件内容与登记时的哈希值不符"),
    "missing": N_("登记的文件不存在"),
}


class PreservationStatus(StrEnum):
    """Where a preservation stands."""

    ASKED = "asked"  #: a deciding official approves or refuses
    REFUSED = "refused"  #: done
    APPROVED = "approved"  #: an officer hands the notice with the list over
    KEPT = "kept"  #: seven working days to say what becomes of the things
    HANDLED = "handled"  #: done
    LAPSED = "lapsed"  #: done; nothing was decided in time


PRESERVATION_NAMES: dict[str, str] = {
    PreservationStatus.ASKED: N_("待批准"),
    PreservationStatus.REFUSED: N_("不予批准"),
    PreservationStatus.APPROVED: N_("已批准，待通知"),
    PreservationStatus.KEPT: N_("登记保存中"),
    PreservationStatus.HANDLED: N_("已处理"),
    PreservationStatus.LAPSED: N_("逾期未处理，已解除"),
}
PRESERVATION_TONES: dict[str, str] = {
    PreservationStatus.ASKED: "info",
    PreservationStatus.REFUSED: "neutral",
    PreservationStatus.APPROVED: "info",
    PreservationStatus.KEPT: "warn",
    PreservationStatus.HANDLED: "good",
    PreservationStatus.LAPSED: "bad",
}
_K = PreservationStatus
PRESERVATION_STEPS = {
    "approve": step(N_("批准先行登记保存"), _K.ASKED, _K.APPROVED, Role.DECIDER, _P.article(56)),
    "refuse": step(N_("不予批准先行登记保存"), _K.ASKED, _K.REFUSED, Role.DECIDER, _P.article(56)),
    "keep": step(N_("送达先行登记保存通知书"), _K.APPROVED, _K.KEPT, set(TAKERS), _P.article(56)),
    "handle": step(
        N_("作出登记保存处理决定"), _K.KEPT, _K.HANDLED, {Role.CLERK, Role.DECIDER}, _P.article(56)
    ),
    "lapse": step(N_("逾期未处理，登记保存解除"), _K.KEPT, _K.LAPSED, set(), _P.article(56)),
}
PRESERVATION_ACT_NAMES = {name: each.label for name, each in PRESERVATION_STEPS.items()} | {
    "ask": N_("申请先行登记保存")
}
#: What may be decided within the seven working days.
HANDLINGS: dict[str, str] = {
    "return": N_("与本案无关或者不再需要，返还当事人"),
    "copy": N_("采取复制、拍照、录像等方式固定后返还"),
    "expert": N_("送交鉴定"),
    "seize": N_("依照其他法律查封、扣押"),
    "transfer": N_("移送有关部门"),
    "release": N_("解除登记保存"),
}


class RecordStatus(StrEnum):
    """Where a record stands."""

    OPEN = "open"  #: questions and answers are being taken down
    READ = "read"  #: read back; nothing is changed any more, each page is signed
    SIGNED = "signed"  #: done; it is evidence of the case
    VOID = "void"  #: done; broken off or made anew


RECORD_STATUS_NAMES: dict[str, str] = {
    RecordStatus.OPEN: N_("记录中"),
    RecordStatus.READ: N_("已核对，待逐页签名"),
    RecordStatus.SIGNED: N_("已签名，列为证据"),
    RecordStatus.VOID: N_("笔录已作废"),
}
RECORD_TONES: dict[str, str] = {
    RecordStatus.OPEN: "info",
    RecordStatus.READ: "warn",
    RecordStatus.SIGNED: "good",
    RecordStatus.VOID: "neutral",
}
RECORD_KINDS: dict[str, str] = {
    "interview": N_("询问（调查）笔录"),
    "scene": N_("现场检查笔录"),
    "survey": N_("勘验笔录"),
    "sampling": N_("抽样取证笔录"),
}
CAPACITIES: dict[str, str] = {
    "party": N_("当事人"),
    "representative": N_("法定代表人或者负责人"),
    "employee": N_("当事人的工作人员"),
    "worker": N_("劳动者"),
    "witness": N_("证人"),
    "agent": N_("受委托人"),
}
RECUSAL_ANSWERS: dict[str, str] = {"none": N_("不申请回避"), "asked": N_("申请回避")}
READINGS: dict[str, str] = {"self": N_("本人阅读"), "aloud": N_("向本人宣读")}
SIGNERS: dict[str, str] = {
    "person": N_("被询问人（在场人）"),
    "first": N_("第一名执法人员"),
    "second": N_("第二名执法人员"),
}
_R = RecordStatus
RECORD_STEPS = {
    "write": step(N_("记录"), _R.OPEN, _R.OPEN, set(TAKERS), _P.article(55)),
    "read": step(N_("核对笔录"), _R.OPEN, _R.READ, set(TAKERS), _P.article(55)),
    "reopen": step(N_("更正笔录"), _R.READ, _R.OPEN, set(TAKERS), _P.article(55)),
    "sign": step(N_("逐页签名完成"), _R.READ, _R.SIGNED, set(TAKERS), _P.article(55)),
    "void": step(N_("笔录作废"), {_R.OPEN, _R.READ}, _R.VOID, set(TAKERS), _P.article(55)),
}
RECORD_ACT_NAMES = {name: each.label for name, each in RECORD_STEPS.items()} | {"begin": N_("开始笔录")}
