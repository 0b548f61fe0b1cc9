"""What was written earlier, and what others wrote."""

from __future__ import annotations

from collections.abc import Mapping

from bot.core.site import Answer
from bot.core.text import Fact, say
from bot.sites.linkedin.ways import BOTH, CLOSE, FORM, PASTE_NONMEMBER, SWITCH

EARLIER: Mapping[str, Answer] = {
    "old_content__dormant": Answer(
        (
            say(
                "I know of no exception for accounts that nobody uses: what stands in the profile is "
                "on LinkedIn's list. Of hibernated accounts, no source says anything."
            ),
            say(
                "To be safe, sign in once and turn off the switch, or close the account. Without "
                "signing in, there is the objection form."
            ),
        ),
        links={**BOTH, **CLOSE},
    ),
    "old_content__deleting": Answer(
        (
            say(
                "You need not delete anything to stop future training: the switch does that for what "
                "you provide."
            ),
            say(
                "Sources disagree on whether it also protects older posts. Deleting a post ends "
                "LinkedIn's licence for it, except where others have copied or shared it. What AI "
                "has learned stays learned."
            ),
        ),
        links=SWITCH,
    ),
    "old_content__plan": Answer(
        (
            say(
                "LinkedIn first planned to go back to {year}. Ireland's authority says that the "
                "period was shortened; no source says by how much.",
                year=Fact("years", "planned_back_to"),
            ),
            say(
                "Whether it may use what was written for another purpose is not settled. You can "
                "object at any time."
            ),
        ),
        links=BOTH,
    ),
    "start_date__without_ai": Answer(
        (
            say(
                "It concerns everybody with an account, also those who never used AI there: your "
                "profile and your posts are on the list."
            ),
            say(
                "EU, EEA, Switzerland, UK, Canada, Hong Kong: since {date}. Elsewhere earlier.",
                date=Fact("dates", "training_since"),
            ),
        ),
        links=SWITCH,
    ),
    "mentioned_by_others__photo": Answer(
        (
            say(
                "As far as I understand LinkedIn's texts, a photo in somebody else's post depends on "
                "that person's switch, not on yours."
            ),
            say(
                "You can ask that person to delete it, and object with the form. Add the link to "
                "the post."
            ),
        ),
        links=FORM,
        ways=PASTE_NONMEMBER,
    ),
    "mentioned_by_others__reshared": Answer(
        (
            say(
                "I know of no source that says whether your post is used when others have shared or "
                "quoted it and their switch is on."
            ),
            say(
                "Your switch covers what you provided. For what others posted, you can object with "
                "the form; add the link."
            ),
        ),
        links=BOTH,
    ),
    "mentioned_by_others__no_account": Answer(
        (
            say(
                "You can be in the data without an account, through a post or a comment about you. "
                "LinkedIn's objection form is open to you, too."
            ),
            say(
                "Add the link to the page that names you. As far as I know, the form needs no "
                "reason."
            ),
        ),
        links=FORM,
        ways=PASTE_NONMEMBER,
    ),
}
