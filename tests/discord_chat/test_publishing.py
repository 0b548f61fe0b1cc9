"""What Discord is told of the commands, and which languages it suggests: pure, no connection."""

from __future__ import annotations

import gettext
from typing import Any

import pytest
from babel.core import Locale

from bot.chats.discord.publish import commands, suggestions
from bot.core.translation import Language
from bot.languages import languages
from bot.sites import profile
from tests.stand_ins.discord.command_rules import SIZE_LIMIT, command_list_mistakes, size


class _Catalogue(gettext.NullTranslations):
    """Translates what it is given."""

    def __init__(self, words: dict[str, str]) -> None:
        super().__init__()
        self._words = words

    def gettext(self, message: str) -> str:
        return self._words.get(message, message)

    def pgettext(self, context: str, message: str) -> str:
        return self._words.get(f"{context}|{message}", message)


_GERMAN = {
    "command|optout": "KI stoppen",
    "option|device": "gerät",
    "Tell a friend": "Weitersagen",
    "iPhone app": "iPhone-App",
}
LANGUAGES = {
    code: Language(code, Locale.parse(code), _Catalogue(words))
    for code, words in {
        "de": _GERMAN,
        "en": {},
        "es": {"Tell a friend": "Contárselo a alguien"},
        "mt": {"Tell a friend": "Għid lil ħabib"},
        "nb": {"Tell a friend": "Fortell det videre"},
        "sv": {"Tell a friend": "Berätta för en vän"},
        "pt": {"Tell a friend": "Contar a um amigo"},
    }.items()
}


def _published(name: str) -> dict[str, Any]:
    return next(each for each in commands(LANGUAGES, profile()) if each["name"] == name)


def test_the_commands_in_the_languages_there_are_keep_every_rule() -> None:
    for spoken in (LANGUAGES, languages()):
        listed = commands(spoken, profile())
        assert not command_list_mistakes(listed)
        assert max(size(each) for each in listed) <= SIZE_LIMIT


def test_a_description_is_given_in_every_locale_that_discord_has_for_it() -> None:
    assert _published("share")["description_localizations"] == {
        "de": "Weitersagen",
        "es-ES": "Contárselo a alguien",
        "es-419": "Contárselo a alguien",
        "no": "Fortell det videre",
        "sv-SE": "Berätta för en vän",
        "pt-BR": "Contar a um amigo",
    }


def test_names_are_made_fit_and_the_english_one_never_changes() -> None:
    command = _published("optout")
    assert command["name_localizations"] == {"de": "ki-stoppen"}
    device, language = command["options"]
    assert (device["name"], device["name_localizations"]) == ("device", {"de": "gerät"})
    assert device["choices"][0] == {
        "name": "iPhone app",
        "name_localizations": {"de": "iPhone-App"},
        "value": "iphone",
    }
    assert [each["value"] for each in device["choices"]] == [
        "iphone",
        "android",
        "computer",
        "browser",
    ]
    assert language["autocomplete"]
    assert not any(option.get("required") for option in command["options"])


def test_commands_are_for_everywhere_and_the_panel_for_those_who_manage_a_server() -> None:
    optout, panel = _published("optout"), _published("panel")
    assert (optout["contexts"], optout["integration_types"]) == ([0, 1, 2], [0, 1])
    assert "default_member_permissions" not in optout
    assert (panel["contexts"], panel["integration_types"]) == ([0], [0])
    assert panel["default_member_permissions"] == str(1 << 5)


@pytest.mark.parametrize(
    ("typed", "code"),
    [("deut", "de"), ("German", "de"), ("mt", "mt"), (" Svenska ", "sv"), ("BOKMÅL", "nb")],
)
def test_a_language_is_suggested_by_its_own_name_the_english_one_or_its_code(
    typed: str, code: str
) -> None:
    assert code in suggestions(typed, LANGUAGES).values()


def test_suggestions_are_as_many_as_discord_takes() -> None:
    many = {f"{n:02}": LANGUAGES["de"] for n in range(40)}
    assert len(suggestions("", many)) <= 25
    assert suggestions("klingon", LANGUAGES) == {}
