"""What the interface description says of the exchange with other offices."""

from __future__ import annotations

from typing import Final

from litestar.openapi.spec import Schema
from litestar.openapi.spec.enums import OpenAPIType

from app.api.described import TEXT, WHOLE, YES_NO, answered, query

_OBJECT: Final = Schema(type=OpenAPIType.OBJECT)
_CURSOR: Final = [
    query("after", WHOLE, "`next` of the last answer; 0 for everything", 0),
    query("limit", WHOLE, "changes looked at: 1 to 2,000, usually 500"),
]
_PAGE: Final = Schema(
    type=OpenAPIType.OBJECT,
    required=["contract", "version", "rows", "next", "has_more"],
    properties={
        "contract": Schema(type=TEXT),
        "version": Schema(type=WHOLE),
        "rows": Schema(type=OpenAPIType.ARRAY, items=_OBJECT),
        "next": Schema(type=WHOLE, description="cursor for the next question"),
        "has_more": Schema(
            type=YES_NO, description="ask again at once; a page may be empty and not the last"
        ),
    },
)
CONTRACTS = answered(
    "The contracts with other offices",
    "Name, version, direction (`in`: they tell us, `out`: we tell them) and the address of the JSON Schema of a row.",
    [],
    _OBJECT,
    {
        "total": 1,
        "rows": [
            {
                "name": "business_registration",
                "version": 1,
                "title": "市场主体登记信息",
                "partner": "市场监督管理部门",
                "direction": "in",
                "schema": "/sharing/contracts/business_registration-1.json",
            }
        ],
    },
)
SCHEMA = answered(
    "The JSON Schema of a contract", "A contract that was published never changes.", [], _OBJECT, {}
)
LICENCES = answered(
    "Licence facts for other offices",
    "Needs an organ's key with the scope `facts_out`. Ask with `after` until `has_more` is false.",
    _CURSOR,
    _PAGE,
    {"contract": "licences", "version": 1, "rows": [], "next": 231, "has_more": False},
    needs_key=True,
)
PENALTIES = answered(
    "Penalty facts for other offices",
    "As for licences. `is_public: false` says that the publication has ended: take it out by its id.",
    _CURSOR,
    _PAGE,
    {"contract": "penalties", "version": 1, "rows": [], "next": 231, "has_more": False},
    needs_key=True,
)
