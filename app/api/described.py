"""What the interface description says of the addresses for copies of the register: parameters, shapes, examples."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import msgspec
from litestar.openapi.spec import (
    Components,
    Example,
    OpenAPIHeader,
    OpenAPIMediaType,
    OpenAPIResponse,
    Operation,
    Parameter,
    Schema,
    SecurityScheme,
)
from litestar.openapi.spec.enums import OpenAPIFormat, OpenAPIType

from regulation.words import N_

INTRODUCTION = (
    "Registry and supervision of human-resources service firms: the public addresses, and those for exchange between "
    "offices. Data need no key. A key (`Authorization: Bearer zhk_...`), made by a firm or an organ after signing in, "
    "raises the quota from 120 to 600 requests within five minutes, unless the office has set other numbers. Every answer says in "
    "`RateLimit` what is left; beyond it stands 429 with `Retry-After`. Whoever needs everything takes the daily files of "
    "`/open-data` and follows `/register/changes.json` from their `last_change` on."
)
COMPONENTS = Components(
    security_schemes={
        "key": SecurityScheme(
            type="http", scheme="bearer", description="a key, for the higher quota or for exchange"
        )
    }
)
TEXT, WHOLE, YES_NO = OpenAPIType.STRING, OpenAPIType.INTEGER, OpenAPIType.BOOLEAN


def query(name: str, kind: OpenAPIType, text: str, example: Any = None) -> Parameter:
    """One parameter of the query."""
    return Parameter(
        name=name,
        param_in="query",
        schema=Schema(type=kind),
        description=text,
        example=example,
        required=False,
    )


def _field(kind: OpenAPIType, text: str, *, may_lack: bool = True, **more: Any) -> Schema:
    if may_lack:
        return Schema(one_of=[Schema(type=kind, **more), Schema(type=OpenAPIType.NULL)], description=text)
    return Schema(type=kind, description=text, **more)


#: Field -> what it means; the data dictionary on the page says the same in the reader's language.
CHANGE = Schema(
    type=OpenAPIType.OBJECT,
    required=["seq", "at", "kind", "act", "text", "withdrawn", "link", "log_entry"],
    properties={
        "seq": _field(WHOLE, "number of the change, from 1 without gaps; never changes", may_lack=False),
        "at": _field(TEXT, "instant of the act, UTC", may_lack=False, format=OpenAPIFormat.DATE_TIME),
        "kind": _field(
            TEXT,
            "what it is about: hr_licence, dispatch_licence, filing, branch_report, firm, publication",
            may_lack=False,
        ),
        "act": _field(TEXT, "what was done: grant, cancel, expire, file, publish, end, ...", may_lack=False),
        "text": _field(TEXT, "kind and act in words, in the language asked for", may_lack=False),
        "firm_number": _field(TEXT, "permanent register number of the firm"),
        "firm_code": _field(TEXT, "its unified social credit code"),
        "firm_name": _field(TEXT, "its name as registered today"),
        "registration": _field(TEXT, "number of the licence, filing or report"),
        "before": _field(TEXT, "state of the registration before"),
        "after": _field(TEXT, "state of the registration after"),
        "facts": Schema(
            type=OpenAPIType.ARRAY,
            items=Schema(type=TEXT),
            description="facts of the firm that changed: name, domicile, ...",
        ),
        "publication": _field(TEXT, "id of the publication"),
        "withdrawn": _field(
            YES_NO, "the publication has ended: whoever kept a copy takes it out by its id", may_lack=False
        ),
        "link": _field(TEXT, "address of the page to read more", may_lack=False),
        "log_entry": _field(
            WHOLE, "number of the entry in the register log that proves the act", may_lack=False
        ),
    },
)

EXAMPLE = {
    "changes": [
        {
            "seq": 231,
            "at": "2026-11-28T01:14:02Z",
            "kind": "hr_licence",
            "act": "grant",
            "text": "人力资源服务许可证：准予许可",
            "firm_number": "F0000412",
            "firm_code": "91110105MA0000001A",
            "firm_name": "示例人力资源有限公司",
            "registration": "110105202600012",
            "before": None,
            "after": "valid",
            "facts": [],
            "publication": None,
            "withdrawn": False,
            "link": "https://hr.example.gov.cn/firms/F0000412",
            "log_entry": 977,
        }
    ],
    "next": "/register/changes.json?after=231",
    "has_more": False,
    "last": 231,
}

#: The headers that every answer to a program carries.
QUOTA_HEADERS = {
    "RateLimit-Policy": OpenAPIHeader(
        schema=Schema(type=TEXT),
        description='the quota: `"key";q=600;w=300` is 600 requests within 300 seconds',
    ),
    "RateLimit": OpenAPIHeader(
        schema=Schema(type=TEXT),
        description='what is left of it: `"key";r=598;t=290`, until `t` seconds from now',
    ),
}


def refusals() -> dict[str, OpenAPIResponse]:
    """What any address for programs may answer instead."""
    shape = Schema(
        type=OpenAPIType.OBJECT,
        properties={"title": Schema(type=TEXT), "status": Schema(type=WHOLE), "type": Schema(type=TEXT)},
    )
    body: dict[str, Any] = {"application/problem+json": OpenAPIMediaType(schema=shape)}
    later = OpenAPIHeader(schema=Schema(type=WHOLE), description="seconds to wait")
    return {
        "304": OpenAPIResponse(
            description="What `If-None-Match` or `If-Modified-Since` names is still the newest"
        ),
        "401": OpenAPIResponse(description="The key is unknown, expired or revoked", content=body),
        "422": OpenAPIResponse(description="A parameter cannot be read", content=body),
        "429": OpenAPIResponse(
            description="The quota is used up", content=body, headers={"Retry-After": later, **QUOTA_HEADERS}
        ),
    }


def answered(
    summary: str,
    description: str,
    parameters: list[Parameter],
    schema: Schema,
    example: Any,
    *,
    needs_key: bool = False,
) -> type[Operation]:
    """The operation of an address whose parameters the handler reads itself."""

    @dataclass
    class Described(Operation):
        """Adds what the handler does not declare."""

        def __post_init__(self) -> None:
            self.summary = summary
            self.description = description
            self.parameters = [*(self.parameters or []), *parameters]
            self.security = [{"key": []}] if needs_key else [{}, {"key": []}]
            media: dict[str, Any] = {
                "application/json": OpenAPIMediaType(schema=schema, examples={"one": Example(value=example)})
            }
            self.responses = {
                "200": OpenAPIResponse(description="The answer", content=media, headers=dict(QUOTA_HEADERS)),
                **refusals(),
            }

    return Described


CHANGES = answered(
    "The stream of changes of the register",
    "Every change of the public register by its number, from 1 without gaps, in the order in which the changes became "
    "visible. Read from `after=0` (or from the `last_change` of a daily file), follow `next` until `changes` is empty, "
    "and nothing was missed; later go on from the same `next`. `wait` holds an empty answer back for so many seconds. "
    "The same is at `/register/changes.csv` and, the newest only, at `/register/changes.atom` and "
    "`/firms/{number}/changes.atom`.",
    [
        query("after", WHOLE, "the number up to which all is known; 0 for everything", 230),
        query("limit", WHOLE, "changes of one answer: 1 to 1,000, usually 200"),
        query("wait", WHOLE, "seconds to wait for a change, up to 25"),
        query("lang", TEXT, "`zh` or `en`, for `text`"),
    ],
    Schema(
        type=OpenAPIType.OBJECT,
        required=["changes", "next", "has_more", "last"],
        properties={
            "changes": Schema(type=OpenAPIType.ARRAY, items=CHANGE),
            "next": Schema(type=TEXT, description="address of what comes after"),
            "has_more": Schema(type=YES_NO, description="there is more already"),
            "last": Schema(type=WHOLE, description="number of the newest change"),
        },
    ),
    EXAMPLE,
)

DAYS = answered(
    "The days of the daily files",
    "Of the last 35 days, and of earlier months their earliest day.",
    [],
    Schema(type=OpenAPIType.OBJECT, required=["total", "rows"]),
    {"total": 1, "rows": [{"day": "2026-11-28", "manifest": "/open-data/2026-11-28/manifest.json"}]},
)
MANIFEST_EXAMPLE = {
    "version": 1,
    "day": "2026-11-28",
    "extracted_at": "2026-11-27T19:00:03Z",
    "last_change": 231,
    "changes": "https://hr.example.gov.cn/register/changes.json?after=231",
    "licence": None,
    "files": [
        {
            "name": "firms.csv",
            "rows": 3000,
            "bytes": 912345,
            "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        }
    ],
}
_FILES = (
    "`manifest.json`, or `firms`, `registrations`, `publications` as `.csv` (UTF-8 with byte order mark) or `.jsonl` (one "
    "object a line). The manifest has each file's SHA-256, which is also its ETag, and in `last_change` the change up to which "
    "the files know the register: go on with `/register/changes.json?after=` that number. Publications are there for the "
    "newest day alone and are written anew when one of them has ended."
)
DAILY = answered(
    "A daily file of the register", _FILES, [], Schema(type=OpenAPIType.OBJECT), MANIFEST_EXAMPLE
)
LATEST = answered(
    "The newest daily file",
    "Redirects to the file of the newest day. " + _FILES,
    [],
    Schema(type=OpenAPIType.OBJECT),
    MANIFEST_EXAMPLE,
)


def encoded(body: Any) -> bytes:
    """The body as JSON."""
    return msgspec.json.encode(body)


#: The data dictionary of the stream, for the page.
CHANGE_FIELDS: Final[dict[str, str]] = {
    "seq": N_("变更序号，从1开始连续编号，永久不变"),
    "at": N_("办理时间（UTC）"),
    "kind": N_("种类，例如hr_licence、filing、publication"),
    "act": N_("行为，例如grant、cancel、expire、publish、end"),
    "text": N_("种类和行为的文字说明"),
    "firm_number": N_("登记编号，永久不变"),
    "firm_code": N_("统一社会信用代码"),
    "firm_name": N_("机构现在的名称"),
    "registration": N_("许可证、备案或者报告的编号"),
    "before": N_("变更前的状态"),
    "after": N_("变更后的状态"),
    "facts": N_("机构的哪些登记事项有变更，例如name、domicile"),
    "publication": N_("公示的编号"),
    "withdrawn": N_("公示已经结束；保存过副本的，请按公示编号删除"),
    "link": N_("可以查看详情的页面"),
    "log_entry": N_("登记日志中的记录编号，可以据此验证"),
}
