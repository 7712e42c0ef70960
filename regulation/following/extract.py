"""Everything the public register shows, row by row, as one moment of it: for the daily files.

Natural persons are not in it: whoever wants to know who represents a firm looks at its page.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from regulation.casework import publication
from regulation.firms import rules
from regulation.firms.status import RegistrationKind, RegistrationStatus, Standing
from regulation.words import N_

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from datetime import date

    import asyncpg

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Extract:
    """One of the daily files: its name, its query, its fields with what they mean."""

    name: str
    title: str
    sql: str
    fields: dict[str, str]
    read: Callable[[Row, date], Row]


def _firm(row: Row, today: date) -> Row:
    return {**row, "status": str(list(Standing)[row["status"]])}


def _registration(row: Row, today: date) -> Row:
    """The status as it is in law on the day: a term that has run out ends it."""
    held = rules.Registration(
        RegistrationKind(row["kind"]),
        row["number"],
        RegistrationStatus(row["status"]),
        row["issued_on"],
        row["expires_on"],
        row["ended_on"],
    )
    return {**row, "status": str(held.status_on(today))}


def _same(row: Row, today: date) -> Row:
    return row


FIRMS = Extract(
    "firms",
    N_("机构"),
    """select firm.number, firm.name, firm.former_names, firm.uscc, firm.area, firm.district, listing.standing as status,
              coalesce(organ.name, '') as organ, firm.domicile, firm.place_of_business, firm.business_state,
              firm.ownership_type, coalesce(firm.inst_type, '') as inst_type, firm.established_on,
              firm.capital_amount, firm.capital_currency, firm.scope
         from firm join register_listing as listing on listing.firm = firm.id
              left join organ on organ.id = firm.organ
        where $1::date is not null order by firm.number""",
    {
        "number": N_("登记编号，永久不变"),
        "name": N_("机构名称"),
        "former_names": N_("曾用名"),
        "uscc": N_("统一社会信用代码"),
        "area": N_("住所所在区的代码；BDA为经济技术开发区，elsewhere为京外"),
        "district": N_("来源所载的地区"),
        "status": N_("登记状态"),
        "organ": N_("登记机关"),
        "domicile": N_("住所"),
        "place_of_business": N_("经营场所"),
        "business_state": N_("经营状态"),
        "ownership_type": N_("企业类型"),
        "inst_type": N_("机构类型"),
        "established_on": N_("成立日期"),
        "capital_amount": N_("注册资本数额"),
        "capital_currency": N_("注册资本币种"),
        "scope": N_("经营范围"),
    },
    _firm,
)
REGISTRATIONS = Extract(
    "registrations",
    N_("许可、备案和报告"),
    """select firm.number as firm_number, firm.uscc as firm_code, entry.kind, entry.number, entry.status,
              coalesce(organ.name, '') as organ, entry.issued_on, entry.expires_on, entry.ended_on, entry.scope,
              entry.conditions
         from registration_entry as entry join firm on firm.id = entry.firm left join organ on organ.id = entry.organ
        where $1::date is not null order by firm.number, entry.kind, entry.number""",
    {
        "firm_number": N_("登记编号，永久不变"),
        "firm_code": N_("统一社会信用代码"),
        "kind": N_("登记种类"),
        "number": N_("许可证、备案或者报告的编号"),
        "status": N_("提取当日的状态"),
        "organ": N_("机关"),
        "issued_on": N_("发证或者备案日期"),
        "expires_on": N_("有效期至"),
        "ended_on": N_("终止日期"),
        "scope": N_("许可或者备案的项目"),
        "conditions": N_("附加条件"),
    },
    _registration,
)
LIMITS = Extract(
    "conditions",
    N_("条件、限制和暂停"),
    """select firm.number as firm_number, firm.uscc as firm_code, held.matter_number as number, held.kind,
              held.registration_kind, held.registration_number, held.ground, held.basis, held.said as text,
              held.said_en as text_en, held.organ as decided_by, held.document_number, held.valid_from as since,
              held.valid_to - 1 as until
         from registration_limit as held
              join registration_entry as entry
                on entry.kind = held.registration_kind and entry.number = held.registration_number
              join firm on firm.id = entry.firm
        where $1::date is not null and held.known_to is null order by firm.number, held.valid_from, held.matter_number""",
    {
        "firm_number": N_("登记编号，永久不变"),
        "firm_code": N_("统一社会信用代码"),
        "number": N_("事项编号"),
        "kind": N_("condition为登记条件，restriction为限制，suspension为暂停经营"),
        "registration_kind": N_("所附登记的种类"),
        "registration_number": N_("所附许可证、备案或者报告的编号"),
        "ground": N_("事由"),
        "basis": N_("依据的条款，代码"),
        "text": N_("内容"),
        "text_en": N_("内容（英文），可以为空"),
        "decided_by": N_("作出决定的机关"),
        "document_number": N_("据以记载的文书编号"),
        "since": N_("第一天"),
        "until": N_("最后一天；空为至解除为止"),
    },
    _same,
)
PUBLICATIONS = Extract(
    "publications",
    N_("信息公示"),
    f"""select publication.id, publication.kind, publication.number, publication.organ_name as organ,
               firm.number as firm_number, firm.uscc as firm_code, publication.from_on,
               publication.latest_end_on as until
          from (select * from publication where {publication.CURRENT}) as publication
               left join firm on firm.id = publication.firm_id
         order by publication.from_on, publication.id""",  # noqa: S608 - a condition written in code
    {
        "id": N_("公示编号，永久不变；内容见 /disclosures/编号"),
        "kind": N_("公示类别"),
        "number": N_("文书或者证书的编号"),
        "organ": N_("机关"),
        "firm_number": N_("登记编号，永久不变"),
        "firm_code": N_("统一社会信用代码"),
        "from_on": N_("公示开始日期"),
        "until": N_("公示最晚结束日期"),
    },
    _same,
)
ALL = (FIRMS, REGISTRATIONS, LIMITS, PUBLICATIONS)


async def rows(of: Extract, on: asyncpg.Connection, *, today: date) -> AsyncIterator[Row]:
    """All rows of one file, as the caller's snapshot has them."""
    async for found in on.cursor(of.sql, today, prefetch=1_000):
        yield of.read(dict(found), today)
