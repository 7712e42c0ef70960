"""Who may see the radar and act on it: the organ's own officials, who need the telephone numbers to do so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regulation import errors
from regulation.casework import at_hand
from regulation.radar.status import CLUSTER_STEPS, WORKERS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any
    from uuid import UUID

    from regulation.actor import Actor


def organ_of(actor: Actor) -> UUID:
    """The organ whose radar the person sees. Raises NotFound for everybody else."""
    if actor.organ_id is None or not actor.holds(*WORKERS):
        raise errors.NotFound
    return actor.organ_id


def check_may_upload(actor: Actor) -> UUID:
    """Raise NotFound, NotPermitted unless the person works on leads."""
    organ = organ_of(actor)
    actor.check_holds(*CLUSTER_STEPS["dismiss"].by)
    return organ


def check_can_take(actor: Actor, cluster: Mapping[str, Any], step: str) -> None:
    """Raise NotFound, NotPermitted, AlreadyMoved unless the person may take the step now."""
    if organ_of(actor) != cluster["organ"]:
        raise errors.NotFound
    actor.check_holds(*CLUSTER_STEPS[step].by)
    if cluster["status"] not in CLUSTER_STEPS[step].before:
        raise at_hand.moved("radar_cluster", cluster["id"], CLUSTER_STEPS[step])
