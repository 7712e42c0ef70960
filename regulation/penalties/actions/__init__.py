"""The acts of the area, a module for each stage: orders, opening, notice, decision, performance."""

from regulation.penalties.actions.opening import propose_case
from regulation.penalties.actions.orders import issue_order

__all__ = ["issue_order", "propose_case"]
