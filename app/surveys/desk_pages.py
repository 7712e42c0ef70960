"""All addresses of the statisticians' desk."""

from app.surveys import desk, desk_editing, desk_groups, desk_papers, desk_review, desk_rounds

HANDLERS = [
    *desk_rounds.HANDLERS,
    *desk_groups.HANDLERS,
    *desk.HANDLERS,
    *desk_editing.HANDLERS,
    *desk_papers.HANDLERS,
    *desk_review.HANDLERS,
]
