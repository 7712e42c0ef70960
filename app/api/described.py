"""What the interface description says of the addresses for copies of the register: parameters, shapes, examples."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from litestar.openapi.spec import (
    Example,
    OpenAPIHeader,
    OpenAPIMediaType,
    OpenAPIResponse,
    Operation,
    Parameter,
    Schema,
)
from litestar.openapi.spec.enums import OpenAPIFormat, OpenAPIType

TEXT, WHOLE, YES_NO = OpenAPIType.STRING, OpenAPIType.INTEGER, OpenAPIType.BOOLEAN


def _query(name: str, kind: OpenAPIType, text: str, example: Any = None) -> Parameter:
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
    summary: str, description: str, parameters: list[Parameter], schema: Schema, example: Any
) -> type[Operation]:
    """The operation of an address whose parameters the handler reads itself."""

    @dataclass
    class Described(Operation):
        """Adds what the handler does not declare."""

        def __post_init__(self) -> None:
            self.summary = summary
            self.description = description
            self.parameters = [*(self.parameters or []), *parameters]
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
        _query("after", WHOLE, "the number up to which all is known; 0 for everything", 230),
        _query("limit", WHOLE, "changes of one answer: 1 to 1,000, usually 200"),
        _query("wait", WHOLE, "seconds to wait for a change, up to 25"),
        _query("lang", TEXT, "`zh` or `en`, for `text`"),
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
