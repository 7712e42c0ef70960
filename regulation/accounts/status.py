"""Where a proposed appointment stands, and the steps between."""

from enum import StrEnum

from regulation.casework.steps import step
from regulation.roles import Role
from regulation.words import N_


class ProposalStatus(StrEnum):
    """Where the proposal of an appointment stands."""

    PROPOSED = "proposed"  #: a second administrator approves or refuses it
    APPROVED = "approved"  #: done; the office is held from that day
    REFUSED = "refused"  #: done; with the reason
    WITHDRAWN = "withdrawn"  #: done; whoever proposed it took it back


PROPOSAL_NAMES: dict[ProposalStatus, str] = {
    ProposalStatus.PROPOSED: N_("待批准"),
    ProposalStatus.APPROVED: N_("已批准"),
    ProposalStatus.REFUSED: N_("不予批准"),
    ProposalStatus.WITHDRAWN: N_("已撤回"),
}
#: Who provides for users and offices: the head of the organ, and whoever runs the system.
ADMINISTRATORS = frozenset({Role.DIRECTOR, Role.SYSADMIN})
_P, _BY = ProposalStatus.PROPOSED, set(ADMINISTRATORS)
PROPOSAL_STEPS = {
    "approve": step(N_("批准任命"), _P, ProposalStatus.APPROVED, _BY),
    "refuse": step(N_("不予任命"), _P, ProposalStatus.REFUSED, _BY),
    "withdraw": step(N_("撤回任命"), _P, ProposalStatus.WITHDRAWN, _BY),
}
