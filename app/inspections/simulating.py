"""The simulation of a plan in a process of its own: the plan as it is, beside it with other rates."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from regulation.inspections import simulation
from reports import pool

if TYPE_CHECKING:
    from collections.abc import Mapping

    from regulation.inspections.queries.simulations import Material
    from regulation.inspections.rules import Rate

SECONDS = 60.0


def with_rates(material: Material, rates: Mapping[str, Rate], at_least: int) -> Material:
    """The same plan with other rates in every round; nothing is stored."""
    return replace(
        material,
        rounds=tuple(replace(each, rates=dict(rates), at_least=at_least) for each in material.rounds),
    )


def _forecasts(*materials: Material) -> list[simulation.Forecast]:
    return [simulation.forecast(each.firms, each.rounds, each.limits, each.year) for each in materials]


async def forecasts(*materials: Material) -> list[simulation.Forecast]:
    """One forecast for each, beside the event loop."""
    return await pool.run(_forecasts, *materials, seconds=SECONDS)


def _load(material: Material, officers: list[dict[str, Any]]) -> simulation.Load:
    return simulation.load(material.firms, material.rounds, material.limits, officers, material.year)


async def load(material: Material, officers: list[dict[str, Any]]) -> simulation.Load:
    """How the work falls on officers, beside the event loop."""
    return await pool.run(_load, material, officers, seconds=SECONDS)
