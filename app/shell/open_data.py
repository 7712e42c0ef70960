"""What the interface description says of the open addresses: their parameters and the shape of their answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from litestar.openapi.spec import OpenAPIMediaType, OpenAPIResponse, Operation, Parameter, Schema
from litestar.openapi.spec.enums import OpenAPIType

TEXT, WHOLE = OpenAPIType.STRING, OpenAPIType.INTEGER

#: Parameters that every list understands.
SEARCH = {"q": (TEXT, "text to search for")}
PAGING = {"page": (WHOLE, "page, from 1"), "size": (WHOLE, "rows of a page")}


def listing(summary: str, **parameters: tuple[OpenAPIType, str]) -> type[Operation]:
    """The operation of a list: `{"total": …, "rows": […]}` under these query parameters. Filters may be repeated."""
    described = [
        Parameter(name=name, param_in="query", schema=Schema(type=kind), description=text)
        for name, (kind, text) in parameters.items()
    ]
    shape = Schema(
        type=OpenAPIType.OBJECT,
        required=["total", "rows"],
        properties={
            "total": Schema(type=WHOLE, description="how many rows there are in all"),
            "rows": Schema(type=OpenAPIType.ARRAY, items=Schema(type=OpenAPIType.OBJECT)),
        },
    )

    @dataclass
    class Described(Operation):
        """Adds what a handler that reads the query itself does not declare."""

        def __post_init__(self) -> None:
            self.summary = summary
            self.parameters = [*(self.parameters or []), *described]
            answer: dict[str, Any] = {"application/json": OpenAPIMediaType(schema=shape)}
            self.responses = {"200": OpenAPIResponse(description="The list", content=answer)}

    return Described


def thing(summary: str, description: str) -> type[Operation]:
    """The operation of one thing: a page, and its data when the address ends in `.json`."""

    @dataclass
    class Described(Operation):
        """Says how the page's data are asked for."""

        def __post_init__(self) -> None:
            self.summary = summary
            self.description = description
            answer = {
                "text/html": OpenAPIMediaType(schema=Schema(type=TEXT)),
                "application/json": OpenAPIMediaType(schema=Schema(type=OpenAPIType.OBJECT)),
            }
            self.responses = {"200": OpenAPIResponse(description="The page or its data", content=answer)}

    return Described
