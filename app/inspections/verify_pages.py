"""What a sceptic needs besides the file of a draw: the program to check it with, and how the lot works."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from litestar import Request, Response, get

from app.shell.i18n import gettext as _
from app.shell.render import page
from regulation.inspections.draw import verify_draw

PROGRAM: Final = Path(verify_draw.__file__).read_bytes()


@get("/draws/verify_draw.py", opt={"public": True}, include_in_schema=False, sync_to_thread=False)
def program() -> Response[bytes]:
    """One file, standard library only, that recomputes any published draw."""
    headers = {"Content-Disposition": 'attachment; filename="verify_draw.py"'}
    return Response(PROGRAM, media_type="text/x-python", headers=headers)


@get("/draws/how", opt={"public": True}, include_in_schema=False)
async def how(request: Request[Any, Any, Any]) -> Response[Any]:
    """The lot explained to someone who does not trust it."""
    return page(
        "inspections/how.html",
        request,
        lines=len(PROGRAM.splitlines()),
        breadcrumbs=[(_("随机抽查"), "/draws"), (_("抽取程序说明"), None)],
    )


HANDLERS = [program, how]
