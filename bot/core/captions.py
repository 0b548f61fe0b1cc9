"""Captions that stand on many buttons."""

from __future__ import annotations

from bot.core.person import Device
from bot.core.text import say

SHOW_ME = say("Show me how")
WHAT_DATA = say("What data is used?")
HOW_KNOWN = say("How do you know?")
TO_SWITCH = say("To the switch")
OPEN_FORM = say("Open the form")
WORDS_TO_PASTE = say("Words to paste")
IT_IS_OFF = say("It is off now")
I_SENT_IT = say("I have sent it")
STUCK = say("I'm stuck")
REMIND_ME = say("Remind me")
NO_REMINDERS = say("No more reminders")
OWN_CALENDAR = say("In my own calendar")
STORED = say("What is stored?")
PRIVACY = say("Your privacy")
ABOUT = say("About this bot")
LANGUAGE = say("Language")
HELP = say("Help")
NO_THANKS = say("No, thanks")
FINISH = say("Finish")
MENU = say("Menu")
BACK = say("Back")

DEVICES = {
    Device.IPHONE: say("iPhone app"),
    Device.ANDROID: say("Android app"),
    Device.COMPUTER: say("Computer"),
    Device.BROWSER: say("Browser on the phone"),
}
