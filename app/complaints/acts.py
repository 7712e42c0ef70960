"""What an official may do with a matter: form, explanation, who may, what then happens."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from app.complaints import forms as shapes
from app.settings import settings
from app.shell import forms
from regulation.accounts import throttle
from regulation.complaints import actions, hotline, joining, language, permissions, rewards, supplements
from regulation.words import N_

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from regulation.actor import Actor

Row = dict[str, Any]
#: Wrong pairs of code and secret for one reward in an hour.
WRONG_CLAIMS = 5


@dataclass(frozen=True, slots=True)
class Act:
    """One act with a page of its own. `check` is None for a step, which its own table lets through or not."""

    shape: type[forms.Form]
    explained: str
    do: Callable[..., Awaitable[Any]]
    check: Callable[[Actor, Row], None] | None = None


async def _propose(complaint_id: UUID, *, actor: Actor, now: datetime, **said: Any) -> None:
    await rewards.propose(complaint_id, rewards.Proposal(**said), actor=actor, now=now)


async def _pay(complaint_id: UUID, *, code: str, pin: str, actor: Actor, now: datetime) -> None:
    """Every attempt is counted before it is made; a right one is taken back."""
    taken = await throttle.take(f"reward:{complaint_id}", WRONG_CLAIMS, 60, now=now)
    await rewards.pay(complaint_id, code=code, pin=pin, secret=settings().secret_key, actor=actor, now=now)
    await throttle.give_back(taken)


ACTS: dict[str, Act] = {
    "accept": Act(
        shapes.AcceptForm,
        N_("投诉受理的当日即为立案；举报自今日起核查。60个工作日的调查期限自今日起算。"),
        actions.accept,
    ),
    "ask_supplement": Act(
        shapes.SupplementForm,
        N_("一行写一项。五个工作日的期限停止计算，收到补正后重新开始。"),
        supplements.ask_supplement,
    ),
    "decline": Act(shapes.DeclineForm, N_("理由会告诉投诉人。事项到此办结。"), actions.decline),
    "direct": Act(
        shapes.DirectForm, N_("不属于本机关职责的，告诉投诉人应当找谁。事项到此办结。"), actions.direct
    ),
    "transfer": Act(
        shapes.TransferForm, N_("行为发生在其他区的，移交当地机关重新决定是否受理。"), actions.transfer
    ),
    "uphold": Act(
        shapes.ReplyForm,
        N_("认定属实后，机构的信用记录增加一条，可以据此责令改正或者立案。"),
        actions.uphold,
    ),
    "reject": Act(shapes.ReplyForm, N_("理由会告诉投诉人。事项到此办结。"), actions.reject),
    "ask": Act(
        shapes.QuestionForm,
        N_("问题显示在查询页面，投诉举报人在那里回答。不要写入他人的个人信息。"),
        supplements.ask,
        permissions.check_can_ask,
    ),
    "serve_paper": Act(
        shapes.ServeForm,
        N_("投诉人当面领取，或者邮寄后收到回执的，在这里登记。"),
        supplements.serve_paper,
        permissions.check_can_handle,
    ),
    "ask_english": Act(
        shapes.EnglishForm,
        N_("此后制作的给投诉人的文书附英文页，以中文为准。"),
        partial(language.ask_english, english=True),
        permissions.check_can_enter_language,
    ),
    "end_english": Act(
        shapes.EnglishForm,
        N_("此后制作的文书只用中文。"),
        partial(language.ask_english, english=False),
        permissions.check_can_enter_language,
    ),
    "note": Act(shapes.NoteForm, N_("记入案卷，投诉人看不到。"), actions.note, permissions.check_can_handle),
    "take_over": Act(
        shapes.ReasonForm,
        N_("原承办人员不能继续办理的，由您接手。接手以后由您查看投诉人身份。"),
        actions.take_over,
        permissions.check_can_take_over,
    ),
    "extend": Act(
        shapes.ReasonForm,
        N_("情况复杂的，可以延长30个工作日，只能延长一次。"),
        actions.extend,
        permissions.check_can_extend,
    ),
    "join": Act(
        shapes.JoinForm,
        N_("合并后一起调查。每件的期限、答复和投诉举报人仍然各自独立，可以解除。"),
        joining.join,
        permissions.check_can_ask,
    ),
    "unjoin": Act(
        shapes.ReasonForm,
        N_("解除以后各自调查。曾经合并的记录保留。"),
        joining.unjoin,
        permissions.check_can_handle,
    ),
    "answer_hotline": Act(
        shapes.HotlineAnswerForm,
        N_("记下答复12345的内容和日期。给投诉举报人的答复另行作出。"),
        hotline.answer_hotline,
        permissions.check_can_handle,
    ),
    "propose_reward": Act(
        shapes.RewardForm,
        N_("举报属实，为查处重大违法行为提供主要线索和证据的，给予奖励。由另一人审批。"),
        _propose,
        permissions.check_can_propose_reward,
    ),
    "decide_reward": Act(
        shapes.RewardDecisionForm,
        N_("登记、办理和提出过的人都不能审批。审批表不归入案件正卷，通知书在查询页面给举报人。"),
        rewards.decide,
        permissions.check_can_see_reward,
    ),
    "pay_reward": Act(
        shapes.RewardClaimForm,
        N_("请领取人自己输入查询码和查询密码。不登记姓名和证件。登记、办理、提出和审批过的人都不能发放。"),
        _pay,
        permissions.check_can_see_reward,
    ),
}
