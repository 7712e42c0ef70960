"""What the tables of double publicity and its corrections keep by themselves, with the article that asks for it."""

from regulation.casework.kept import STANDS, WHOLE, table
from regulation.law.citation import DOUBLE_PUBLICITY_GUIDANCE, ENTERPRISE_PUBLICITY_REGULATIONS
from regulation.words import N_

KEPT = table(
    [
        (
            STANDS,
            DOUBLE_PUBLICITY_GUIDANCE.whole(),
            ("a list for double publicity is append-only", "publicity_batch_file_is_its_hash"),
        ),
        (
            N_("没有新增、变更或者停止公示的信息，不需要报送"),
            DOUBLE_PUBLICITY_GUIDANCE.whole(),
            ("publicity_batch_says_something",),
        ),
        (
            N_("提出公示文本的人不能自己核对公示，须由另一人核对"),
            DOUBLE_PUBLICITY_GUIDANCE.whole(),
            ("publicity_correction_by_two",),
        ),
        (
            WHOLE,
            ENTERPRISE_PUBLICITY_REGULATIONS.article(12),
            (
                "publicity_correction_asker_known",
                "publicity_correction_explained",
                "publicity_correction_whole",
            ),
        ),
    ]
)
SHAPE: frozenset[str] = frozenset()
