"""What the tables of the radar keep by themselves, with the article that asks for it."""

from regulation.casework.kept import STANDS, WHOLE, table
from regulation.law.citation import PENALTY_LAW
from regulation.radar.rules.keeping import SHORTEST_NEEDED

KEPT = table(
    [
        (
            STANDS,
            PENALTY_LAW.article(46, 2),
            (
                "an uploaded list stays as it came",
                "a screenshot stays as it came",
                "what was said of two signs is not changed",
                "radar_list_hash_cut_or_gone",
                "radar_picture_hash_or_gone",
                "radar_picture_whole",
            ),
        ),
        (STANDS, SHORTEST_NEEDED, ("what was said of two signs stays while both stand in rows",)),
        (
            WHOLE,
            PENALTY_LAW.article(54, 2),
            ("radar_cluster_ended_with_reason", "radar_cluster_merged_somewhere", "radar_pair_with_reason"),
        ),
    ]
)
SHAPE = frozenset({"radar_pair_of_two", "radar_row_score_in_range"})
