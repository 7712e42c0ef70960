"""Whoever reads the log of acts reads words: for every kind of matter, and for every act that the code writes into it."""

import ast
import importlib
import pkgutil
import re
from pathlib import Path

from piccolo.table import Table

import regulation
from app import main
from app.office import acts

#: The statistical procedures keep their own log, which no supervisor reads (ADR on the firewall).
APART = ("surveys", "releases")
WRITERS = ("opened", "record_step", "record_event")


def _written():
    """(kind of matter, act) for every call that names both; two areas may have tables of one name."""
    found = set()
    for each in pkgutil.walk_packages(regulation.__path__, "regulation."):
        if each.name.split(".")[1] in APART or each.ispkg:
            continue
        module = importlib.import_module(each.name)
        for node in ast.walk(ast.parse(Path(module.__file__).read_text())):
            if (
                not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute))
                or len(node.args) < 3
            ):
                continue
            named, act = node.args[0], node.args[2]
            table = getattr(module, named.id, None) if isinstance(named, ast.Name) else None
            if node.func.attr in WRITERS and isinstance(table, type) and issubclass(table, Table):
                names = (act.body, act.orelse) if isinstance(act, ast.IfExp) else (act,)
                found |= {(table._meta.tablename, n.value) for n in names if isinstance(n, ast.Constant)}
    return found


def test_every_act_that_the_code_writes_has_a_word_in_the_log():
    written = _written()
    assert len(written) > 150
    wordless = {
        (kind, act)
        for kind, act in written
        if kind not in acts.KINDS or not (acts.KINDS[kind].acts.get(act) or acts.EVENTS.get(act))
    }
    assert wordless == set()


def test_where_a_matter_opens_there_is_a_page():
    pages = {re.sub(r"\{.*?\}", "{", route.path) for route in main.create_app().routes}
    addresses = {each.address.replace("{id}", "{") for each in acts.KINDS.values() if each.address}
    assert len(addresses) > 15
    assert addresses <= pages
