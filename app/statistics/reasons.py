"""Why a figure is withheld, in words."""

from typing import Final

from regulation.words import N_

REASONS: Final = {
    "threshold": N_("机构数少于规定"),
    "dominance": N_("一两家机构占比过高"),
    "p": N_("第二大机构可以估算最大一家"),
    "secondary": N_("防止推算"),
    "earlier": N_("以前发布时已经隐去"),
    "derived": N_("由隐去的数据得出"),
    "complementary": N_("防止推算"),
    "linked": N_("与其他表一致"),
}
