"""Is this used, too? Of what somebody has, or has written."""

from __future__ import annotations

from collections.abc import Mapping

from bot.core.site import Answer, Link
from bot.core.text import Fact, Label, say
from bot.sites.linkedin.ways import BOTH, DELETE, FORM, PASTE, PASTE_NONMEMBER, SWITCH

_OTHER_AI = (
    Link(say("Does the switch cover all AI?"), "fact", "other_ai"),
    *PASTE,
)

_BY_ACTIVITY = say(
    "But LinkedIn trains other AI on your activity. The switch does not cover that; the objection form "
    "does."
)

CONTENT: Mapping[str, Answer] = {
    "data_used__activity": Answer(
        (
            say(
                "Likes, follows, visits and connections are not on LinkedIn's list for AI that "
                "creates content. Your comments and what you do in groups are."
            ),
            _BY_ACTIVITY,
        ),
        links=FORM,
        ways=_OTHER_AI,
    ),
    "data_used__searches": Answer(
        (
            say(
                "Ordinary searches, job searches and visits to pages are not on LinkedIn's list for "
                "AI that creates content. What you type into its AI search is."
            ),
            _BY_ACTIVITY,
        ),
        links=FORM,
        ways=_OTHER_AI,
    ),
    "data_used__location": Answer(
        (
            say(
                "The place named in your profile is on LinkedIn's list for AI that creates content. "
                "Your IP address and what your device knows of places are not."
            ),
            say(
                "But LinkedIn's notice says that it trains other AI on data about devices and "
                "places. Against that, there is the objection form."
            ),
        ),
        links=FORM,
        ways=_OTHER_AI,
    ),
    "data_used__pictures": Answer(
        (
            say(
                "LinkedIn lists posts in all formats, so pictures and videos in them count, and your "
                "profile photo, too."
            ),
            say(
                "Turning off the switch keeps them out of training from now on. You can also delete "
                "a post. But what AI has learned stays learned."
            ),
        ),
        links=SWITCH,
    ),
    "data_used__face": Answer(
        (
            say(
                "Your profile photo is on LinkedIn's list, and the AI it trains also makes pictures "
                "and videos."
            ),
            say(
                "No source I know says that it makes likenesses of members. You can turn off the "
                "switch, and you can remove the photo."
            ),
        ),
        links=SWITCH,
    ),
    "data_used__applications": Answer(
        (
            say(
                "CVs that you save on LinkedIn and your answers to employers' screening questions "
                "are on its list."
            ),
            say(
                "LinkedIn says that application data which can be traced to one person is left out. "
                "You can turn off the switch, and delete saved CVs."
            ),
        ),
        links=SWITCH,
        ways=(Link(say("How do I delete CVs?"), "fact", "access_erasure__delete_cv"),),
    ),
    "data_used__identity": Answer(
        (
            say(
                "Scans of passports and identity cards are not on LinkedIn's list for AI training. "
                "Partners such as Persona check them."
            ),
            say(
                "But sources disagree about that partner: a report says that its policy allows it to "
                "train its own AI on such scans; its head is said to deny it ({month}).",
                month=Fact("dates", "verification_report"),
            ),
        ),
        links=DELETE,
        ways=(Link(say("How is a scan deleted?"), "fact", "access_erasure__identity"),),
    ),
    "data_used__drafts": Answer(
        (
            say(
                "Drafts that were never published are not on LinkedIn's list. What you type into its "
                "AI, for example to improve a draft, is."
            ),
            say("No source I know says what becomes of posts that you deleted at once."),
        ),
        links=SWITCH,
    ),
    "data_used__prompts": Answer(
        (
            say(
                "Everything you type into LinkedIn's AI is on its list, and so are its answers to "
                "you: questions, searches, chats."
            ),
            say(
                "After you turn off the switch, it is still processed to answer you. What you do not "
                "type there cannot be used."
            ),
        ),
        links=SWITCH,
    ),
    "data_used__collaborative": Answer(
        (
            say(
                "What you contribute to articles is on LinkedIn's list, and collaborative articles "
                "are one of the things that its AI makes."
            ),
            say("Turning off the switch keeps your contributions out of training from now on."),
        ),
        links=SWITCH,
    ),
    "data_used__anonymous": Answer(
        (
            say(
                "LinkedIn does not promise that the data is anonymous: name and photo are on its "
                "list. It is reported to say that it tries to keep personal data out of the data "
                "for training."
            ),
            say(
                "Europe's data protection board says that AI trained on personal data is not "
                "anonymous in every case ({date}).",
                date=Fact("dates", "edpb_opinion"),
            ),
        ),
        links=SWITCH,
    ),
    "data_used__employer": Answer(
        (
            say(
                "The account is yours, not your employer's, so the switch is in your hand, whatever "
                "you have to post."
            ),
            say(
                "What counts is profile, posts, comments and what you type into LinkedIn's AI. What "
                "you leave out of them cannot be used."
            ),
        ),
        links=SWITCH,
        ways=(Link(say("Does my employer see it?"), "fact", "after_opt_out__seen"),),
    ),
    "data_used__outside": Answer(
        (
            say(
                "LinkedIn's notice for this training lists what you or others provide on LinkedIn. "
                "I know of no full list of data from elsewhere."
            ),
            say(
                "For its recommendations, LinkedIn also uses sources outside; for that there is a "
                "setting of its own: {setting}. Against everything else, there is the form, with or "
                "without an account.",
                setting=Label("Manage use of external data", "en"),
            ),
        ),
        links=FORM,
        ways=PASTE_NONMEMBER,
    ),
    "data_used__hidden": Answer(
        (
            say("What decides is the switch, not who can see your profile."),
            say(
                "LinkedIn's notice does not limit posts to public ones, and it also lists things "
                "that nobody else sees, such as saved CVs and group messages."
            ),
        ),
        links=SWITCH,
    ),
    "private_messages__groups": Answer(
        (
            say(
                "Messages and activity in groups are on LinkedIn's list. Private messages and InMail "
                "are not."
            ),
            say("Turning off the switch keeps what you write there out of training from now on."),
        ),
        links=SWITCH,
    ),
    "minors__photos": Answer(
        (
            say(
                "The rule about people under {age} is about members, not about children in "
                "pictures. Pictures in posts count as part of the post.",
                age=Fact("numbers", "adult_age"),
            ),
            say(
                "Of your own posts: turn off the switch, and delete the pictures. If somebody else "
                "posted them: ask them to delete, or object with the form for your child."
            ),
        ),
        links=BOTH,
        ways=PASTE_NONMEMBER,
    ),
    "legal_basis__sensitive": Answer(
        (
            say(
                "Posts about health, religion, a trade union or politics have no exception of their "
                "own in LinkedIn's list."
            ),
            say(
                "It promised Ireland's authority filters for sensitive content on certain pages and "
                "in groups. No source says how well they work. You can turn off the switch, and "
                "delete such posts."
            ),
        ),
        links=SWITCH,
    ),
}
