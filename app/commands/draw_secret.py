"""`zhiheng draw-secret DRAW PARTY`: a party of a draw makes its secret and what it commits to, on its own computer.

Needs no database and tells nobody: the secret goes into a sealed envelope, the commitment to the bureau.
"""

import argparse
import re
import secrets

from app.commands import speech
from regulation.inspections import sources
from regulation.inspections.draw import entropy, schema


def run(args: argparse.Namespace) -> int:
    """0 with secret and commitment; with `--check SECRET` the commitment of that one; 2 for what cannot be one."""
    value = args.check if args.check is not None else secrets.token_hex(32)
    if (
        args.party not in sources.PARTIES
        or schema.ID.fullmatch(args.draw) is None
        or re.fullmatch(r"[0-9a-f]{64}", value) is None
    ):
        parties = ", ".join(sources.PARTIES)
        speech.complain(
            f"编号、单位或秘密值不对。单位：{parties}；秘密值为64位小写十六进制数字",
            f"Wrong draw id, party or secret. Parties: {parties}; a secret is 64 lowercase hex digits",
        )
        return 2
    commit = entropy.secret_commit(args.draw, args.party, bytes.fromhex(value))
    if args.check is None:
        speech.say(f"秘密值（密封交审计监督人员）：{value}", f"secret (sealed, to the auditor): {value}")
    speech.say(f"承诺值（交经办人员录入）：{commit}", f"commitment (to the bureau): {commit}")
    return 0
