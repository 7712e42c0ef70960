"""All pages of following the register."""

from app.following import section, stream, subscribe
from app.public import firm_sections

firm_sections.PROVIDERS.append(section.follow)

HANDLERS = [*stream.HANDLERS, *subscribe.HANDLERS]
