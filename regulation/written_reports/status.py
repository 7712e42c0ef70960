"""What firms report in writing, where a report and the move of a file stand, and the acts that move them. Pure."""

from enum import StrEnum

from regulation.casework.steps import Step, step
from regulation.law.citation import HRM_REGULATIONS, ORDER_50
from regulation.roles import Role
from regulation.words import N_

H = HRM_REGULATIONS


class ReportKind(StrEnum):
    """What is reported: 《人力资源市场暂行条例》第二十条、第二十一条; 《劳务派遣行政许可实施办法》第二十一条."""

    BRANCH_OPENED = "branch_opened"
    BRANCH_CHANGED = "branch_changed"
    BRANCH_ENDED = "branch_ended"
    CHANGE = "change"
    CONTACT = "contact"
    ENDING = "ending"
    ONLINE_ENDING = "online_ending"
    #: A branch of a dispatch firm has two organs: that of its licence is told, that of the branch's place files it.
    DISPATCH_BRANCH = "dispatch_branch"
    DISPATCH_FILING = "dispatch_filing"


REPORT_KINDS: dict[ReportKind, str] = {
    ReportKind.BRANCH_OPENED: N_("设立分支机构"),
    ReportKind.BRANCH_CHANGED: N_("分支机构名称、地址、负责人变更"),
    ReportKind.BRANCH_ENDED: N_("分支机构终止"),
    ReportKind.CHANGE: N_("名称、住所、法定代表人变更"),
    ReportKind.CONTACT: N_("备案联系人变更"),
    ReportKind.ENDING: N_("终止经营活动"),
    ReportKind.ONLINE_ENDING: N_("终止网络招聘服务"),
    ReportKind.DISPATCH_BRANCH: N_("设立劳务派遣分公司（报告许可机关）"),
    ReportKind.DISPATCH_FILING: N_("劳务派遣分公司备案（报分公司所在地）"),
}


class ReportStatus(StrEnum):
    """Where a report stands; the comment says whose turn it is. It counts as made on the day it is sent."""

    DRAFT = "draft"  #: the firm fills it in and sends it
    SENT = "sent"  #: the clerk compares it with the register and notes it, or asks
    ASKED = "asked"  #: the firm answers in the report itself
    NOTED = "noted"  #: nobody; the register says so now
    CORRECTED = "corrected"  #: nobody; a later report took its place
    DISCARDED = "discarded"  #: nobody; a draft that was given up


REPORT_STATUSES: dict[ReportStatus, str] = {
    ReportStatus.DRAFT: N_("填写中"),
    ReportStatus.SENT: N_("已报告，待记载"),
    ReportStatus.ASKED: N_("待机构答复"),
    ReportStatus.NOTED: N_("已记载"),
    ReportStatus.CORRECTED: N_("已被更正报告替代"),
    ReportStatus.DISCARDED: N_("草稿已作废"),
}

S = ReportStatus
EDITABLE = frozenset({S.DRAFT, S.ASKED})
SIGNERS = {Role.FIRM_SIGNATORY, Role.FIRM_ADMIN}
FILERS = {Role.FIRM_PREPARER, *SIGNERS}

STEPS: dict[str, Step] = {
    "send": step(N_("提交书面报告"), S.DRAFT, S.SENT, SIGNERS, H.article(20), H.article(21)),
    "discard": step(N_("作废草稿"), S.DRAFT, S.DISCARDED, FILERS),
    "ask": step(N_("请机构说明"), S.SENT, S.ASKED, Role.CLERK, H.article(20), H.article(21)),
    "answer": step(N_("答复"), S.ASKED, S.SENT, SIGNERS, H.article(20), H.article(21)),
    "note": step(N_("记载"), S.SENT, S.NOTED, Role.CLERK, H.article(20), H.article(21), H.article(22)),
    "correct": step(N_("更正"), {S.SENT, S.ASKED, S.NOTED}, S.CORRECTED, SIGNERS, H.article(21)),
}


class MoveStatus(StrEnum):
    """Where the move of a firm's file between two organs stands."""

    ASKED = "asked"  #: the old organ hands the file over
    SENT = "sent"  #: the new organ receives it, or asks for what is missing
    QUERIED = "queried"  #: the old organ completes it
    RECEIVED = "received"  #: nobody; the new organ has jurisdiction
    DROPPED = "dropped"  #: nobody; the firm did not move after all


MOVE_STATUSES: dict[MoveStatus, str] = {
    MoveStatus.ASKED: N_("待原机关移交"),
    MoveStatus.SENT: N_("已移交，待接收"),
    MoveStatus.QUERIED: N_("待补充移交"),
    MoveStatus.RECEIVED: N_("已接收"),
    MoveStatus.DROPPED: N_("未迁移，终止"),
}

M = MoveStatus
#: The text beyond what was read is known from another province's notice.
MOVING = ORDER_50.whole(doubt=N_("跨区迁移的移交程序原文未见，依据转述，待核对"))
#: The new organ asks for the file, the old one sends it: the same office on two sides, never one organ alone.
MOVE_STEPS: dict[str, Step] = {
    "hand_over": step(N_("移交档案"), {M.ASKED, M.QUERIED}, M.SENT, Role.CLERK, MOVING),
    "query": step(N_("请补充移交"), M.SENT, M.QUERIED, Role.CLERK, MOVING),
    "receive": step(N_("接收档案"), M.SENT, M.RECEIVED, Role.CLERK, MOVING, H.article(22)),
    "drop": step(N_("终止移交"), {M.ASKED, M.SENT, M.QUERIED}, M.DROPPED, Role.CLERK, MOVING),
    "lapse": step(N_("报告已更正，移交终止"), {M.ASKED, M.SENT, M.QUERIED}, M.DROPPED, set(), MOVING),
}
#: Which side takes a step of a move.
OLD_ORGANS = frozenset({"hand_over"})
NEW_ORGANS = frozenset({"query", "receive", "drop"})
