"""A quick survey under way: four questions to a sample of licensed institutions of two districts."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from regulation.indicators.indicator import Kind, Option
from regulation.law import beijing
from regulation.surveys.actions import quick
from regulation.surveys.queries.quick import Filter
from regulation.surveys.questions import Marks, Question

if TYPE_CHECKING:
    from regulation.actor import Actor

SAMPLE = 40
QUESTIONS = (
    Question(
        "posts",
        Kind.COUNT,
        "目前在招岗位",
        "Open posts",
        "个",
        "posts",
        least=Decimal(0),
        most=Decimal(100_000),
    ),
    Question(
        "hard",
        Kind.CHOICE,
        "招聘难度",
        "Hiring is",
        options=(
            Option("easy", "容易", "Easy"),
            Option("usual", "一般", "As usual"),
            Option("hard", "困难", "Hard"),
        ),
    ),
    Question(
        "ways",
        Kind.CHOICES,
        "主要招聘渠道",
        "Main channels",
        options=(
            Option("web", "网络招聘", "Online"),
            Option("fair", "现场招聘会", "Job fairs"),
            Option("school", "校园招聘", "Universities"),
        ),
    ),
    Question("said", Kind.TEXT, "其他情况", "Remarks", is_required=False),
)


async def send_out(statistician: Actor, *, now: datetime) -> None:
    """Sent two days ago, open for two more weeks; nobody has answered yet."""
    at = now - timedelta(days=2)
    today = beijing.legal_day(at)
    await quick.send_out(
        quick.Design(
            key="yearend",
            marks=Marks(
                "京人社调〔演示〕1表",
                "年末用工需求快速调查（演示）",
                "北京市人力资源和社会保障局",
                "京统函〔演示〕8号",
                "北京市统计局（演示）",
                today + timedelta(days=365),
            ),
            purpose="了解年末用工需求和招聘渠道的变化（演示）",
            questions=QUESTIONS,
            target=Filter(kinds=("hr_licence",), areas=("110105", "110108")),
            sample_size=SAMPLE,
            opens_on=today,
            closes_on=today + timedelta(days=16),
        ),
        actor=statistician,
        now=at,
    )
