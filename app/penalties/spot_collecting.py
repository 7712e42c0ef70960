"""The fine of a penalty on the spot taken there and then, in the law's cases, against its receipt."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from litestar import Request, Response, post
from pydantic import Field

from app import clock
from app import errors as answers
from app.access.guards import actor_of
from app.access.permissions import Permission
from app.penalties import spot
from app.shell import forms
from app.shell.i18n import gettext as _
from app.shell.render import flash, redirect
from regulation import errors
from regulation.penalties.actions import collected
from regulation.words import N_

Ask = Request[Any, Any, Any]
VISIT = {"permission": Permission.FIELD_VISIT}


class CollectForm(forms.Form):
    """The fine is taken there and then."""

    request_key: str = Field(min_length=16, max_length=64)
    ground: str = Field(title=N_("当场收缴的理由"), max_length=8)
    reason: str = Field(title=N_("当场收缴的说明"), default="", max_length=500)
    receipt: str = Field(title=N_("专用票据号码"), max_length=80)


@post("/field/spot/{spot_id:uuid}/collect", opt=VISIT, include_in_schema=False)
async def collect(request: Ask, spot_id: UUID) -> Response[Any]:
    """Take the fine against its receipt."""
    form, problems, raw = await forms.parse(CollectForm, request)
    stopped = None
    if form is not None:
        try:
            await collected.take(spot_id, **dict(form), actor=actor_of(request), now=clock.now())
        except errors.Invalid as refusal:
            problems = answers.field_words(refusal)
        except (errors.NotFound, errors.AlreadyMoved, errors.NotPermitted):
            raise
        except errors.Refused as refusal:
            stopped = (answers.words(refusal), refusal.citation)
        else:
            flash(request, _("已登记当场收缴，请在二日内交至机关"))
            return redirect(f"/field/spot/{spot_id}")
    status = 409 if stopped else 422
    return await spot.one_of(
        request, spot_id, "/field/spot", values=raw, errors=problems, stopped=stopped, status_code=status
    )


HANDLERS = [collect]
