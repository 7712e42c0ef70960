"""An officer's phone, as far as the server can see: it takes a bundle, makes entries in a chain, and sends them."""

import hashlib
import json
from datetime import timedelta
from uuid import uuid4

from app.inspections import bundle
from regulation.casework.chain import hash_of
from regulation.inspections import evidence
from regulation.penalties.actions import spot_outbox
from tests.builders.pictures import JPEG, PNG


def sha(content):
    return hashlib.sha256(content).hexdigest()


class Phone:
    """One device of one officer. `slow` is how far its clock runs behind."""

    def __init__(self, officer, *, slow=timedelta()):
        self.officer = officer
        self.device = str(uuid4())
        self.slow = slow
        self.chains = {}
        self.versions = {}

    async def load(self, task_id, now):
        """The task bundle of this officer, as the server gives it out now."""
        given = await bundle.of(self.officer, now=now)
        task = next(each for each in given["tasks"] if each["id"] == str(task_id))
        stated = {"hash": task["hash"], "issued_at": given["issued_at"], "seal": task["seal"]}
        self.content = json.loads(task["content"])
        dialect = {"visits": evidence.DIALECT, "booklets": spot_outbox.DIALECT}[task["kind"]]
        self.chains.setdefault(
            str(task_id),
            {"dialect": dialect, "bundle": stated, "head": task["hash"], "seq": 0, "entries": []},
        )
        return self

    def write(self, task_id, kind, at, body, **changes):
        """Make an entry at a moment; its text and hash."""
        chain = self.chains[str(task_id)]
        said = {
            "spec": chain["dialect"].spec, chain["dialect"].matter: str(task_id), "device": self.device, "seq": chain["seq"] + 1, "key": str(uuid4()),
            "kind": kind, "made_at": (at - self.slow).strftime("%Y-%m-%dT%H:%M:%S.000Z"), "prev": chain["head"], "body": body,
            **changes,
        }  # fmt: skip
        text = json.dumps(said, ensure_ascii=False)
        entry = {"text": text, "hash": hash_of(text)}
        chain["seq"], chain["head"] = said["seq"], entry["hash"]
        chain["entries"].append(entry)
        return entry

    def start(self, task_id, at, code, **changes):
        body = {
            "place": "抽查路1号",
            "told": True,
            "how": "camera",
            "code": code,
            "why_typed": "",
            "where": "39.904200,116.407400,12",
        }
        return self.write(task_id, "start", at, {**body, **changes})

    def item(self, task_id, at, item, answer="compliant", note="", *, base=None, settles=(), corrected=False):
        known = self.versions.get((str(task_id), item), "") if base is None else base
        body = {
            "item": item,
            "answer": answer,
            "note": note,
            "was_corrected": corrected,
            "base": known,
            "settles": list(settles),
        }
        entry = self.write(task_id, "item", at, body)
        self.versions[str(task_id), item] = entry["hash"]
        return entry

    def firm(self, task_id, at, sign="signed", **changes):
        body = {
            "representative": "甲某", "representative_title": "经理", "statement": "无异议", "sign": sign, "sign_refusal": "",
            "base": self.versions.get((str(task_id), ""), ""), "settles": [],
        }  # fmt: skip
        entry = self.write(task_id, "firm", at, {**body, **changes})
        self.versions[str(task_id), ""] = entry["hash"]
        return entry

    def photo(self, task_id, at, item, content=JPEG):
        return self.write(
            task_id,
            "photo",
            at,
            {"item": item, "sha256": sha(content), "size": len(content), "name": "大厅.jpg"},
        )

    def sign(self, task_id, at, role, content=PNG):
        body = {"role": role, "sha256": sha(content), "size": len(content), "name": "某某", "typed": False}
        return self.write(task_id, "signature", at, body)

    def submit(self, task_id, at):
        seen = [version for (visit, _item), version in self.versions.items() if visit == str(task_id)]
        return self.write(task_id, "submit", at, {"seen": seen})

    def everything(self, task_id, at, items, code):
        """A whole visit: start, every item, the firm's side, a photo, two signatures, submission."""
        self.start(task_id, at, code)
        for place, item in enumerate(items):
            self.item(task_id, at + timedelta(minutes=place + 1), item)
        self.photo(task_id, at + timedelta(minutes=20), items[0])
        self.firm(task_id, at + timedelta(minutes=30))
        self.sign(task_id, at + timedelta(minutes=31), "firm")
        self.sign(task_id, at + timedelta(minutes=32), "lead", PNG + b"2")
        self.submit(task_id, at + timedelta(minutes=33))

    def message(self, task_id, now, entries=None):
        chain = self.chains[str(task_id)]
        return {
            "device": self.device,
            "bundle": chain["bundle"],
            "sent_at": (now - self.slow).isoformat(),
            "entries": chain["entries"] if entries is None else entries,
        }


async def send(client, task_id, message, *, kind="visits"):
    """Post what a phone sends, with the token it asked for first."""
    token = (await client.get("/field/here", headers={"accept": "application/json"})).json()["token"]
    return await client.post(
        f"/field/{kind}/{task_id}/sync",
        json=message,
        headers={"x-csrftoken": token, "accept": "application/json"},
    )


async def send_picture(
    client, task_id, content, *, name="大厅.jpg", media_type="image/jpeg", under=None, kind="visits"
):
    """Post the bytes that an entry announced."""
    token = (await client.get("/field/here", headers={"accept": "application/json"})).json()["token"]
    return await client.post(
        f"/field/{kind}/{task_id}/pictures/{under or sha(content)}",
        files={"picture": (name, content, media_type)},
        headers={"x-csrftoken": token, "accept": "application/json"},
    )
