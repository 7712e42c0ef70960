"""What becomes of a row and of a difference. Pure."""

from enum import StrEnum

from regulation.casework.steps import step
from regulation.roles import Role
from regulation.words import N_


class Way(StrEnum):
    """How a delivery came."""

    UPLOAD = "upload"
    FOLDER = "folder"
    HTTP = "http"


WAYS: dict[Way, str] = {Way.UPLOAD: N_("页面上传"), Way.FOLDER: N_("文件夹"), Way.HTTP: N_("接口读取")}


class Outcome(StrEnum):
    """What became of a row of a delivery."""

    SAME = "same"
    DIFFERENT = "different"
    KNOWN = "known"
    UNKNOWN = "unknown"
    DUPLICATE = "duplicate"
    QUARANTINED = "quarantined"


OUTCOMES: dict[Outcome, str] = {
    Outcome.SAME: N_("与登记一致"),
    Outcome.DIFFERENT: N_("新的差异"),
    Outcome.KNOWN: N_("差异待处理或者曾被驳回"),
    Outcome.UNKNOWN: N_("登记簿没有该机构"),
    Outcome.DUPLICATE: N_("与本文件其他行重复"),
    Outcome.QUARANTINED: N_("隔离"),
}


class DifferenceStatus(StrEnum):
    """Where a difference stands."""

    OPEN = "open"  #: a clerk of the firm's organ looks at both
    ACCEPTED = "accepted"  #: the register says what the other office said; nobody
    REJECTED = "rejected"  #: the register stays; nobody, until the other office says something new
    SUPERSEDED = "superseded"  #: the other office says something else by now; nobody
    SETTLED = "settled"  #: the two agree by now; nobody


DIFFERENCE_STATUSES: dict[DifferenceStatus, str] = {
    DifferenceStatus.OPEN: N_("待处理"),
    DifferenceStatus.ACCEPTED: N_("已采纳"),
    DifferenceStatus.REJECTED: N_("已驳回"),
    DifferenceStatus.SUPERSEDED: N_("已被新数据取代"),
    DifferenceStatus.SETTLED: N_("已经一致"),
}

_S = DifferenceStatus
STEPS = {
    "accept": step(N_("采纳共享数据"), _S.OPEN, _S.ACCEPTED, Role.CLERK),
    "reject": step(N_("驳回共享数据"), _S.OPEN, _S.REJECTED, Role.CLERK),
    "supersede": step(N_("被新数据取代"), _S.OPEN, _S.SUPERSEDED, set()),
    "settle": step(N_("已经一致"), _S.OPEN, _S.SETTLED, set()),
}
