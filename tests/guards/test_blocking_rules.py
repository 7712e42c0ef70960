"""Every refusal that cites an article has a test that makes it; every rule that may refuse has one that it lets pass."""

import ast
import re

from tests import blocking

AREAS = ("penalties", "complaints", "remedies", "leads", "case_files", "publicity")
REFUSALS = {"Refusal", "Lack"}
RAISED = {"Refused", "NotPermitted"}
#: Places whose words come from elsewhere, and where those are tried.
PASSED_ON = {
    "regulation/case_files/actions/archiving.py": "an archived file that changed, tests/regulation/case_files",
    "regulation/complaints/actions.py": "refusals of app/complaints, tests/app/complaints/test_intake.py",
    "regulation/complaints/rewards.py": "rules of rewards, tests/app/complaints/test_rewards.py",
    "regulation/leads/actions/checking.py": "rules of leads, tests/rules/leads",
    "regulation/leads/permissions.py": "rules of leads, tests/rules/leads",
    "regulation/penalties/actions/basis.py": "fines without gains, tests/regulation/penalties/test_legal_basis.py",
    "regulation/penalties/actions/doors.py": "every rule, by its own test",
    "regulation/penalties/actions/missed_reports.py": "tests/rules/penalties/test_missed_reports.py",
    "regulation/penalties/permissions.py": "rules of persons, tests/rules/penalties/test_persons.py",
    "regulation/penalties/rules/persons.py": "tests/rules/penalties/test_persons.py, each part against each",
    "regulation/penalties/rules/procedure.py": "tests/rules/penalties/test_procedure.py, what is missing",
}
#: Makes a list of candidates with what bars each, or says when the court may be asked: never empty-handed.
ALWAYS_SAY = {
    "regulation/penalties/rules/basis.py|_candidate": "basis.choice_refused asks it",
    "regulation/penalties/rules/court.py|window": "gives the window, and its refusals stand in court.application_refused",
}


def sources() -> dict[str, ast.Module]:
    return {
        str(path.relative_to(blocking.ROOT)): ast.parse(path.read_text())
        for area in AREAS
        for path in sorted((blocking.ROOT / "regulation" / area).rglob("*.py"))
    }


def refusals(tree: ast.AST) -> list[ast.Call]:
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and node.args:
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            cites = any(each.arg == "citation" for each in node.keywords)
            if name in REFUSALS or (name in RAISED and cites):
                found.append(node)
    return found


def words(call: ast.Call) -> str | None:
    said = call.args[0]
    if isinstance(said, ast.Call) and getattr(said.func, "id", "") == "N_":
        said = said.args[0]
    return said.value if isinstance(said, ast.Constant) else None


SOURCES = sources()
MESSAGES = {said for tree in SOURCES.values() for call in refusals(tree) if (said := words(call))}
RULES = {
    f"{path}|{node.name}"
    for path, tree in SOURCES.items()
    if "/rules" in path
    for node in tree.body
    if isinstance(node, ast.FunctionDef)
    and any(getattr(each.func, "id", "") in REFUSALS for each in refusals(node))
}


def named(kind: str) -> dict[str, str]:
    return {what: test for said, what, test in blocking.lines() if said == kind}


def test_every_refusal_with_an_article_is_made_by_a_test():
    assert len(MESSAGES) > 150
    assert MESSAGES - named("refused").keys() == set()
    assert named("refused").keys() - MESSAGES == set()


def test_every_rule_that_may_refuse_lets_something_pass_in_a_test():
    assert len(RULES) > 40
    assert RULES - ALWAYS_SAY.keys() - named("passed").keys() == set()
    assert (named("passed").keys() | ALWAYS_SAY.keys()) - RULES == set()


def test_refusals_put_together_at_run_time_are_where_we_know_them():
    unsaid = {path for path, tree in SOURCES.items() if any(words(call) is None for call in refusals(tree))}
    assert unsaid == PASSED_ON.keys()


def test_the_tests_that_are_named_are_there():
    for _, what, test in blocking.lines():
        path, _, name = test.partition("::")
        bare = re.sub(r"\[.*", "", name)
        text = (blocking.ROOT / path).read_text()
        assert re.search(rf"def {bare}\(", text), (what, test)


def test_the_hook_notices_a_refusal_that_was_not_made_and_a_rule_that_did_not_pass():
    from datetime import date

    from regulation.penalties.rules import procedure

    rule = "regulation/penalties/rules/procedure.py|refusal_refused"
    seen: set[tuple[str, str]] = set()
    with blocking.watching(seen, passing=frozenset({rule})):
        assert procedure.refusal_refused(
            procedure.Order(date(2026, 3, 2), None), date(2026, 3, 3), declared=False
        )
    assert seen == {("refused", "指令书尚未送达，不能认定拒不改正")}
    with blocking.watching(seen, passing=frozenset({rule})):
        procedure.refusal_refused(
            procedure.Order(date(2026, 3, 2), date(2026, 2, 2)), date(2026, 3, 3), declared=False
        )
    assert ("passed", rule) in seen
