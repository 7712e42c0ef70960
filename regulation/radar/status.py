"""States of a list and of a cluster. Pure."""

from __future__ import annotations

from enum import StrEnum

from regulation.casework.steps import step
from regulation.roles import Role
from regulation.words import N_


class ListKind(StrEnum):
    """What a list is of."""

    ADVERT = "advert"
    ACCOUNT = "account"
    PHONE = "phone"


LIST_KINDS: dict[ListKind, str] = {
    ListKind.ADVERT: N_("招聘广告"),
    ListKind.ACCOUNT: N_("平台账号"),
    ListKind.PHONE: N_("电话号码"),
}


class ListStatus(StrEnum):
    """Where a list stands."""

    RECEIVED = "received"  #: the worker takes it
    MATCHING = "matching"  #: the worker
    MATCHED = "matched"  #: nobody; its clusters are looked at
    FAILED = "failed"  #: nobody; another file is sent


LIST_STATUSES: dict[ListStatus, str] = {
    ListStatus.RECEIVED: N_("等待比对"),
    ListStatus.MATCHING: N_("正在比对"),
    ListStatus.MATCHED: N_("已比对"),
    ListStatus.FAILED: N_("不能读取"),
}


class ClusterStatus(StrEnum):
    """Where a cluster stands."""

    OPEN = "open"  #: an official looks at it
    DISMISSED = "dismissed"  #: nobody; new rows fall to it
    RAISED = "raised"  #: the lead that was made of it, and its case
    MERGED = "merged"  #: nobody; it goes on as another
    FORGOTTEN = "forgotten"  #: nobody; its rows were taken out when their term had passed


CLUSTER_STATUSES: dict[ClusterStatus, str] = {
    ClusterStatus.OPEN: N_("待核查"),
    ClusterStatus.DISMISSED: N_("已排除"),
    ClusterStatus.RAISED: N_("已形成案件线索"),
    ClusterStatus.MERGED: N_("已并入其他线索组"),
    ClusterStatus.FORGOTTEN: N_("保存期届满，已删除"),
}

#: Who looks at the radar: telephone numbers of people stand in it.
WORKERS = frozenset({Role.CLERK, Role.INSPECTOR, Role.DECIDER})

_S = ClusterStatus
CLUSTER_STEPS = {
    "dismiss": step(N_("排除线索"), _S.OPEN, _S.DISMISSED, {Role.CLERK, Role.INSPECTOR}),
    "merge": step(N_("并入其他线索组"), _S.OPEN, _S.MERGED, {Role.CLERK, Role.INSPECTOR}),
    "raise": step(N_("形成案件线索"), _S.OPEN, _S.RAISED, {Role.CLERK, Role.INSPECTOR}),
    "reopen": step(N_("重新核查"), {_S.DISMISSED, _S.RAISED}, _S.OPEN, {Role.CLERK, Role.INSPECTOR}),
    # By the worker: what became of the lead, and what the term says.
    "return": step(N_("案件线索不予立案，退回线索组"), _S.RAISED, _S.OPEN, set()),
    "forget": step(N_("保存期届满，删除名单中的行"), {_S.OPEN, _S.DISMISSED}, _S.FORGOTTEN, set()),
}


class Aside(StrEnum):
    """Why a row was not matched."""

    EMPTY = "empty"
    TOO_LONG = "too_long"
    REPEATED = "repeated"
    NO_PHONE = "no_phone"


ASIDES: dict[Aside, str] = {
    Aside.EMPTY: N_("没有可以比对的内容"),
    Aside.TOO_LONG: N_("单元格过长"),
    Aside.REPEATED: N_("与前面的行重复"),
    Aside.NO_PHONE: N_("不是电话号码"),
}
