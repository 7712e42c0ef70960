"""What people send to a draw: terms, corrections, values, secrets, requests."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from app.shell import forms
from app.shell.uploads import Accepts, Upload
from regulation import errors
from regulation.inspections import sources
from regulation.inspections.actions import rosters
from regulation.inspections.actions.composing import Terms
from regulation.law import beijing
from regulation.words import N_

Short = Annotated[str, Field(max_length=40)]
OWN_LIST = "custom"


class ChanceForm(forms.Form):
    """Where chance comes from: a ready list, or up to three alternatives in their order."""

    source: Short = Field(title=N_("随机数来源"), default="")
    session_at: datetime | None = Field(title=N_("随机数产生的时间"), default=None)
    a1_kinds: list[str] = Field(title=N_("首选随机源"), default_factory=list)
    a1_game: Short = Field(title=N_("彩票游戏"), default="")
    a1_issue: Short = Field(title=N_("期号"), default="")
    a1_at: datetime | None = Field(title=N_("产生时间"), default=None)
    a1_deadline: datetime | None = Field(title=N_("截止时间"), default=None)
    a2_kinds: list[str] = Field(title=N_("第二随机源"), default_factory=list)
    a2_game: Short = Field(title=N_("彩票游戏"), default="")
    a2_issue: Short = Field(title=N_("期号"), default="")
    a2_at: datetime | None = Field(title=N_("产生时间"), default=None)
    a2_deadline: datetime | None = Field(title=N_("截止时间"), default=None)
    a3_kinds: list[str] = Field(title=N_("第三随机源"), default_factory=list)
    a3_game: Short = Field(title=N_("彩票游戏"), default="")
    a3_issue: Short = Field(title=N_("期号"), default="")
    a3_at: datetime | None = Field(title=N_("产生时间"), default=None)
    a3_deadline: datetime | None = Field(title=N_("截止时间"), default=None)

    def alternatives(self) -> list[sources.Alternative]:
        """What was declared. Raises Invalid by field."""
        if self.source != OWN_LIST:
            at = instant(self.session_at) if self.session_at else None
            return rosters.ready(self.source, at)
        found = []
        for place in range(1, sources.MOST_ALTERNATIVES + 1):
            kinds = getattr(self, f"a{place}_kinds")
            if not kinds:
                break
            at, deadline = getattr(self, f"a{place}_at"), getattr(self, f"a{place}_deadline")
            if at is None:
                raise errors.Invalid({f"a{place}_at": N_("请填写产生时间")})
            if deadline is None:
                raise errors.Invalid({f"a{place}_deadline": N_("请填写截止时间")})
            found.append(
                sources.Alternative(
                    tuple(kind for kind in sources.KINDS if kind in kinds),
                    instant(at),
                    instant(deadline),
                    getattr(self, f"a{place}_game"),
                    getattr(self, f"a{place}_issue"),
                )
            )
        return found

    def at_its_field(self, refusal: errors.Invalid) -> errors.Invalid:
        """A ready list has one field for its time, so what is wrong with it stands there."""
        if self.source == OWN_LIST:
            return refusal
        names = {"a1_kinds": "source", "a1_at": "session_at"}
        return errors.Invalid({names.get(name, name): words for name, words in refusal.errors.items()})


class TermsForm(ChanceForm):
    """All that a draw declares beside its rosters."""

    parties: list[str] = Field(title=N_("加入秘密值的单位"), default_factory=list)
    disclosure: Short = Field(title=N_("公开方式"), default="")
    districts: Short = Field(title=N_("检查组的组成"), default="any")
    departments: list[str] = Field(title=N_("联合检查的部门"), default_factory=list)

    def terms(self) -> Terms:
        """The terms as declared. Raises Invalid by field."""
        return Terms(
            self.alternatives(),
            tuple(self.parties),
            self.disclosure or ("after" if self.parties else "open"),
            self.districts,
            tuple(self.departments),
        )


class PrepareForm(TermsForm):
    """A new draw: from a line of the plan, a special inspection, approved leads, or a draw without teams."""

    line: UUID | None = Field(title=N_("计划批次"), default=None)
    special: UUID | None = Field(title=N_("专项检查"), default=None)
    leads: list[UUID] = Field(title=N_("检查线索"), default_factory=list)
    reassigns: Short = Field(title=N_("原抽取"), default="")
    title: str = Field(title=N_("抽取名称"), default="", max_length=200)
    request_key: forms.RequestKey


class EntropyForm(forms.Form):
    """What the declared sources said, and who saw it."""

    alternative: int = Field(title=N_("随机源"), ge=0, le=9, default=0)
    dice: str = Field(title=N_("掷出的点数"), default="", max_length=400)
    lottery: str = Field(title=N_("开奖号码"), default="", max_length=400)
    drand: str = Field(title=N_("信标签名"), default="", max_length=400)
    witness_1: str = Field(title=N_("见证人一"), default="", max_length=100)
    witness_2: str = Field(title=N_("见证人二"), default="", max_length=100)
    note: str = Field(title=N_("说明"), default="", max_length=2000)

    def values(self) -> dict[str, str]:
        """By source; spaces between groups of digits are the typist's."""
        found = {kind: "".join(getattr(self, kind).split()) for kind in sources.KINDS}
        return {kind: value for kind, value in found.items() if value}


class SecretForm(forms.Form):
    """What a party commits to."""

    commit: str = Field(title=N_("承诺值"), default="", max_length=100)
    handed_in_by: str = Field(title=N_("交来人"), default="", max_length=200)


class DepositForm(forms.Form):
    """The sealed envelope with the auditor."""

    envelope: str = Field(title=N_("封存编号"), default="", max_length=100)


class RevealForm(forms.Form):
    """A party's value."""

    value: str = Field(title=N_("秘密值"), default="", max_length=100)


class OpenForm(forms.Form):
    """What the auditor finds in the envelope."""

    sealed: str = Field(title=N_("封存的秘密值"), default="", max_length=100)


class VoidForm(forms.Form):
    """A deposit that is missing or opens nothing."""

    kind: Short = Field(title=N_("封存物的情况"), default="")
    facts: str = Field(title=N_("经过"), default="", max_length=2000)
    witness: str = Field(title=N_("见证人"), default="", max_length=200)


EVIDENCE = Accepts("pdf", "jpeg", "png", megabytes=10)


class AmendmentForm(forms.Form):
    """Somebody asks for a replacement."""

    kind: Short = Field(title=N_("更换"), default="")
    inspector: str = Field(title=N_("执法人员"), default="", max_length=64)
    reason: Short = Field(title=N_("理由"), default="")
    explanation: str = Field(title=N_("情况说明"), default="", max_length=2000)
    evidence: Annotated[Upload, EVIDENCE] | None = Field(title=N_("证据"), default=None)


class AnswerForm(forms.Form):
    """Why a request is refused."""

    answer: forms.Text = Field(title=N_("不同意的理由"))


class PartnerForm(forms.Form):
    """An officer of another department, who holds the office already."""

    person: UUID = Field(title=N_("执法人员"))
    department: str = Field(title=N_("部门代码"), min_length=1, max_length=20)
    department_name: forms.Line = Field(title=N_("部门"))
    certificate_until: date = Field(title=N_("证件有效期至"))
    letter: forms.Line = Field(title=N_("派员函"))


def instant(local: datetime) -> datetime:
    """A time as typed is Beijing's."""
    return (local if local.tzinfo else local.replace(tzinfo=beijing.BEIJING)).astimezone(UTC)


def typed(at: datetime) -> str:
    """An instant as a field of date and time shows it."""
    return beijing.in_beijing(at).strftime("%Y-%m-%dT%H:%M")
