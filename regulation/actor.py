"""Who is acting, as a value: what use cases check and what the log keeps."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from regulation import errors
from regulation.law import house_rules
from regulation.roles import Level, Role

if TYPE_CHECKING:
    from uuid import UUID


@dataclass(frozen=True, slots=True)
class Actor:
    """One signed-in person in office, or the system.

    `number` is the pseudonymous staff or user number that may appear in public logs; `name` never
    leaves the case file. `organ_*` are empty for people of firms and parks; `firm_ids` are empty for
    officials.
    """

    person_id: UUID | None
    account_id: UUID | None
    login: str
    name: str
    number: str
    roles: frozenset[Role]
    organ_id: UUID | None = None
    organ_code: str = ""
    organ_name: str = ""
    organ_level: Level | None = None
    firm_ids: frozenset[UUID] = field(default_factory=frozenset)
    park_ids: frozenset[UUID] = field(default_factory=frozenset)
    #: Somebody else still knows the password, so whatever is done now could be that person's act.
    must_change_password: bool = False

    @property
    def is_official(self) -> bool:
        """Acts for an organ."""
        return self.organ_id is not None

    @property
    def is_municipal(self) -> bool:
        """Acts for the municipal bureau."""
        return self.organ_level is Level.MUNICIPAL

    @property
    def role(self) -> str:
        """The offices in one word list, for the log."""
        return ",".join(sorted(self.roles))

    def holds(self, *roles: Role) -> bool:
        """Whether the actor holds at least one of the roles."""
        return not self.roles.isdisjoint(roles)

    def in_scope_of(self, organ_id: UUID | None) -> bool:
        """Whether matters of this organ are within reach: the municipal bureau's reach is the city."""
        if not self.is_official:
            return False
        return self.is_municipal or (organ_id is not None and organ_id == self.organ_id)

    def acts_for_firm(self, firm_id: UUID | None) -> bool:
        """Whether the actor files for this firm."""
        return firm_id is not None and firm_id in self.firm_ids

    def check_holds(self, *roles: Role) -> None:
        """Raise NotPermitted unless the actor holds one of the roles."""
        if not self.holds(*roles):
            raise errors.NotPermitted("您的岗位无权办理此事项", citation=house_rules.POSTS)


SYSTEM = Actor(
    person_id=None,
    account_id=None,
    login="system",
    name="系统",
    number="SYSTEM",
    roles=frozenset({Role.SYSTEM}),
)
