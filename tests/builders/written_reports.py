"""Written reports in any state, made by walking the real steps."""

from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import mkdtemp
from uuid import uuid4

from regulation.written_reports.actions import drafting, sending
from regulation.written_reports.status import ReportKind

#: A Monday, 10:00 in Beijing.
MONDAY = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"

BRANCH = {
    "branch_name": "测试甲人力资源有限公司海淀分公司",
    "branch_uscc": "91110108MA0000009X",
    "branch_area": "110108",
    "branch_address": "北京市海淀区分店路2号",
    "person_in_charge": "分某",
    "scope": "人力资源管理咨询",
    "registered_on": date(2026, 11, 16),
}
CHANGE = {"legal_representative": "乙某", "registered_on": date(2026, 11, 16)}
MOVE = {
    "domicile": "北京市海淀区迁入路8号",
    "new_area": "110108",
    "registered_on": date(2026, 11, 16),
}
ENDING = {"reason": "股东会决议解散", "registered_on": date(2026, 11, 16)}
ONLINE = {"ending_on": date(2026, 12, 31), "announced_on": date(2026, 11, 20)}
DISPATCHING = BRANCH | {"scope": "劳务派遣"}
ANSWERS = {
    ReportKind.BRANCH_OPENED: BRANCH,
    ReportKind.CHANGE: CHANGE,
    ReportKind.ENDING: ENDING,
    ReportKind.ONLINE_ENDING: ONLINE,
    ReportKind.DISPATCH_BRANCH: DISPATCHING | {"legal_form": "branch"},
    ReportKind.DISPATCH_FILING: DISPATCHING | {"licence_number": "京派测〔2026〕1号"},
}


async def a_draft(who, kind=ReportKind.CHANGE, *, answers=None, corrects="", proof=True, now=MONDAY):
    """A complete draft; its number."""
    number = await drafting.start(
        next(iter(who.firm_ids)), kind, corrects=corrects, request_key=str(uuid4()), actor=who, now=now
    )
    await drafting.save(number, ANSWERS.get(kind, {}) if answers is None else answers, actor=who, now=now)
    if proof and kind in (ReportKind.ENDING, ReportKind.ONLINE_ENDING):
        await drafting.attach(
            number,
            file_name="证明.pdf",
            media_type="application/pdf",
            content=PDF,
            folder=Path(mkdtemp()),
            actor=who,
            now=now,
        )
    return number


async def a_report(who, kind=ReportKind.CHANGE, *, now=MONDAY, **draft):
    """A report that was sent; its number."""
    return await sending.send(await a_draft(who, kind, now=now, **draft), actor=who, now=now)
