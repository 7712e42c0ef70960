"""Why a paper no longer holds. Pure."""

from regulation.words import N_

#: For what a holder may ask to have its paper replaced.
ASKED: dict[str, str] = {
    "lost": N_("遗失补发"),
    "damaged": N_("毁损换发"),
    "outdated": N_("载明事项变更换发"),
}
#: Another paper of the same number took its place.
REPLACED: dict[str, str] = {
    **ASKED,
    "renewed": N_("许可延续或者变更换发"),
    "corrected": N_("登记更正换发"),
}
#: And the paper was taken back, or what it certified has ended.
REASONS: dict[str, str] = {"ended": N_("文书已撤回，或者其证明的事项已经终止"), **REPLACED}
