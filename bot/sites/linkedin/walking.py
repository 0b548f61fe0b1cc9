"""The walk to LinkedIn's switch, in LinkedIn's own words, and what keeps people from it."""

from __future__ import annotations

from collections.abc import Mapping

from bot.core.messages import Word
from bot.core.person import Device
from bot.core.site import Cause, Link, Walk, Way
from bot.core.text import Fact, Menu, Text, nsay, say
from bot.sites.linkedin.ways import BOTH, FORM, STEP_BY_STEP, SWITCH

_APPS = frozenset((Device.IPHONE, Device.ANDROID))
_COMPUTER = frozenset((Device.COMPUTER,))
_BROWSER = frozenset((Device.BROWSER,))

MENUS: Mapping[str, Text] = {
    "me": say("Me"),
    "settings_and_privacy": say("settings and privacy"),
    "settings": say("settings"),
    "data_privacy": say("data privacy"),
    "how_linkedin_uses_your_data": say("how LinkedIn uses your data"),
    "generative_ai": say("data for improving generative AI"),
    "toggle": say("use my data for training AI models that create content"),
    "ads_switch": say("share data with affiliates and partners"),
    "objection_form": say("LinkedIn's form to object to data processing"),
}

WALK = Walk(
    where=say("Where do you use LinkedIn?"),
    where_known=say("Where you use LinkedIn: {device}"),
    interface=say("Which language is your LinkedIn in? I name its menus as it shows them."),
    interface_known=say("LinkedIn's language: {language}"),
    interface_button=say("LinkedIn's language"),
    straight=say(
        "Open this page, signed in to LinkedIn, and turn off {toggle}. Then come back here.",
        toggle=Menu("toggle"),
    ),
    steps=(
        (
            Way(say("Open linkedin.com in your browser, sign in and tap your photo."), on=_BROWSER),
            Way(say("Open the LinkedIn app and tap your photo at the top left."), on=_APPS),
            Way(
                say(
                    "Open linkedin.com and click your photo, {me}, at the top.",
                    me=Menu("me"),
                ),
                only_seen=True,
            ),
            Way(say("Open linkedin.com and click your photo at the top.")),
        ),
        (
            Way(say("Tap {menu}, at the bottom.", menu=Menu("settings")), on=_APPS),
            Way(say("Choose {menu}.", menu=Menu("settings_and_privacy"))),
        ),
        (
            Way(
                say("Choose {menu} in the menu on the left.", menu=Menu("data_privacy")),
                on=_COMPUTER,
            ),
            Way(say("Tap {menu}.", menu=Menu("data_privacy"))),
        ),
        (
            Way(
                say(
                    "Under {section}, open {menu}.",
                    section=Menu("how_linkedin_uses_your_data"),
                    menu=Menu("generative_ai"),
                )
            ),
        ),
        (
            Way(
                say(
                    "Turn off {toggle}. If there is a Save button, press it. Leave the page, come "
                    "back, and check that it is still off.",
                    toggle=Menu("toggle"),
                )
            ),
        ),
    ),
    unseen=nsay(
        "I know this menu only in English; in your LinkedIn it stands in the same place.",
        "I know some of these menus only in English; in your LinkedIn they stand in the same place.",
        1,
    ),
)

ON_AGAIN = (
    say(
        "That should not happen. Turn the switch off again, write down the date and take a "
        "screenshot."
    ),
    say(
        "Then send the objection form as well. With the screenshot you can also complain to your data "
        "protection authority."
    ),
)

CAUSES: Mapping[str, Cause] = {
    "home": Cause(
        say("The link opens the app"),
        (
            say(
                "Some phones open the LinkedIn app in place of the page. Press and hold the "
                "button to copy its link, paste it into your browser and sign in there. Or go "
                "step by step in the app."
            ),
        ),
        SWITCH,
        more=STEP_BY_STEP,
    ),
    "photo": Cause(
        say("I see no photo"),
        (
            say(
                "LinkedIn moves things around. You can skip the photo: once you are signed in, "
                "the link goes straight to the page with the switch."
            ),
        ),
        SWITCH,
    ),
    "words": Cause(
        say("The words are different"),
        (
            say("LinkedIn may be in another language than I think, or may have changed its words."),
            say("Look for {label}.", label=Menu("generative_ai", beside_english=True)),
        ),
        SWITCH,
        more=Link(WALK.interface_button, "linkedin"),
    ),
    "missing": Cause(
        say("The entry is missing"),
        (
            say(
                "An old app may not show the switch: update the app, or open the link in a "
                "browser. LinkedIn says that it does not use the data of people it believes to be "
                "under {age}, whatever the switch shows.",
                age=Fact("numbers", "adult_age"),
            ),
            say(
                "If you cannot find the switch at all, send the objection form instead. Everybody "
                "can use it."
            ),
        ),
        BOTH,
    ),
    "already": Cause(
        say("It is already off"),
        (
            say("Good, then there is nothing to turn off."),
            say(
                "If it was off before {date}: the training in the EU had not begun. If it was "
                "turned off later: what was used until then stays used.",
                date=Fact("dates", "training_since"),
            ),
        ),
        settled=(
            Link(say("Go on"), "cover", word=Word.DONE),
            Link(say("What was used already?"), "fact", "retroactive"),
        ),
    ),
    "again": Cause(
        say("It turned itself on again"),
        ON_AGAIN,
        BOTH,
    ),
    "mail": Cause(
        say("No confirmation came"),
        (
            say(
                "According to reports, a confirmation comes by e-mail. Please look in your spam "
                "folder, too. If there is none, send the form again and write down the date."
            ),
        ),
        FORM,
    ),
    "nofield": Cause(
        say("I see no field for the text"),
        (
            say(
                "The form may have none. According to reports it asks for your name, your e-mail "
                "address and a kind of objection from a list. Choose what is about training AI and "
                "send it; the text is not needed then."
            ),
        ),
        FORM,
    ),
    "login": Cause(
        say("I can't sign in"),
        (
            say(
                "Only LinkedIn can help you sign in, on its own page. Please never send your "
                "password to me or to anybody else."
            ),
            say("The objection form is open to people without an account, too."),
        ),
        {"linkedin": say("Open LinkedIn")},
    ),
}

STUCK_AT_FORM = "6"

CAUSES_AT: Mapping[str, tuple[str, ...]] = {
    "0": ("home", "missing", "words", "already", "again", "login"),
    "1": ("photo", "home", "login"),
    "2": ("words", "photo", "missing"),
    "3": ("words", "missing"),
    "4": ("missing", "words", "already"),
    "5": ("already", "again", "words", "missing"),
    STUCK_AT_FORM: ("nofield", "mail", "login"),
}
"""What can be the matter at each step; 0 is the link to the page, and the last one the form."""
