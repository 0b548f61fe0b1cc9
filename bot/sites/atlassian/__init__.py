"""Atlassian (Jira)."""

from __future__ import annotations

from bot.core.site import Site
from bot.core.text import Fact, Label, literal, say

SITE = Site(
    called=literal("Atlassian (Jira)"),
    words=(
        "atlassian",
        "jira",
        "confluence",
    ),
    line=say(
        "Atlassian trains its AI on data from Jira and Confluence. Since: {date}. An administrator "
        "can turn off the content under {path}; other data, according to reports, only with the "
        "Enterprise plan.",
        date=Fact("dates", "since"),
        path=Label("Security > Data contribution", "en"),
    ),
)
