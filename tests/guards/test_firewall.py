"""The wall between supervision and statistics knows every area: one that is new stands on it, or among those named here."""

import tomllib

from app.settings import ROOT

#: The statistics themselves, what puts everything together, and what belongs to no area.
STATISTICS = {"regulation.surveys", "app.surveys", "app.statistics"}
TOGETHER = {"app.commands", "app.demo"}


def areas():
    for package in ("app", "regulation"):
        for folder in sorted((ROOT / package).iterdir()):
            if (folder / "__init__.py").exists():
                yield f"{package}.{folder.name}"


def test_every_area_of_supervision_stands_on_the_wall():
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    (wall,) = [each for each in contracts if each["name"].startswith("the statistics firewall")]
    assert set(areas()) - set(wall["source_modules"]) - STATISTICS - TOGETHER == set()
