"""No area stands in the work list under the name of its folder."""

from app.shell import areas
from app.worklists.views import AREA_NAMES


def test_every_area_with_a_queue_has_a_name():
    found = {each.__name__.split(".")[1] for each in areas.with_module("queue", apart=("office",))}
    assert "licensing" in found
    assert found <= set(AREA_NAMES)
