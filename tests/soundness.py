"""What holds for every page, whoever opens it: no two elements share an id, and every reference to an id finds one."""

from collections import Counter
from html.parser import HTMLParser

#: Attributes that name the ids of other elements.
REFERENCES = ("for", "aria-describedby", "aria-labelledby", "aria-controls")


class _Ids(HTMLParser):
    """The ids of a page in their order, and what refers to them."""

    def __init__(self):
        super().__init__()
        self.given = Counter()
        self.sought = set()
        self.linked = set()
        self.fields = set()

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        if attributes.get("id"):
            self.given[attributes["id"]] += 1
        for name in REFERENCES:
            self.sought |= set((attributes.get(name) or "").split())
        link = attributes.get("href") or ""
        if tag == "a" and link.startswith("#") and len(link) > 1:
            self.linked.add(link[1:])
        if tag in {"input", "select", "textarea"} and attributes.get("type") != "hidden":
            self.fields.add(attributes.get("name"))

    def missing(self):
        """What is referred to and not there. The summary of errors may name a field that the page does not have:
        one that is hidden, or that somebody made up."""
        linked = {name for name in self.linked if not name.startswith("f-") or name[2:] in self.fields}
        return (self.sought | linked) - set(self.given)


def faults(html):
    """Ids given twice, and ids that a label, a description or a link within the page looks for in vain."""
    page = _Ids()
    page.feed(html)
    twice = sorted(name for name, count in page.given.items() if count > 1)
    return [f"id given twice: {name}" for name in twice] + [
        f"nothing has the id: {name}" for name in sorted(page.missing())
    ]


def check(html, address):
    """Raise on a page that has a fault, with the address it was opened by."""
    found = faults(html)
    assert not found, f"{address}: {found}"
