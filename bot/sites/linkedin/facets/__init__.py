"""What people ask within a topic: the one thing first, then at most one "but".

Each says what is known of just that, or that nothing is, and what can be done all the same.
"""

from __future__ import annotations

from collections.abc import Mapping

from bot.core.site import Answer
from bot.sites.linkedin.facets.accounts import ACCOUNTS
from bot.sites.linkedin.facets.beside import BESIDE
from bot.sites.linkedin.facets.content import CONTENT
from bot.sites.linkedin.facets.danger import DANGER
from bot.sites.linkedin.facets.earlier import EARLIER
from bot.sites.linkedin.facets.effects import EFFECTS
from bot.sites.linkedin.facets.objecting import OBJECTING
from bot.sites.linkedin.facets.reasons import REASONS

ANSWERS: Mapping[str, Answer] = {
    **CONTENT,
    **EARLIER,
    **REASONS,
    **EFFECTS,
    **OBJECTING,
    **ACCOUNTS,
    **BESIDE,
    **DANGER,
}
