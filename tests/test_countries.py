"""Countries as people name them, in any of the languages and their endings."""

from __future__ import annotations

import pytest
from babel.core import Locale

from bot.core.countries import COUNTRIES, fitting
from bot.languages import words
from bot.reader.countries import country

NAMED = {
    "gb": "UK|uk?|Isossa-Britanniassa|az Egyesült Királyságban|Nagy-Britanniában|w Wielkiej Brytanii"
    "|ve Velké Británii|v Spojenom kráľovstve|u Velikoj Britaniji|v Veliki Britaniji|Lielbritānijā"
    "|Jungtinėje Karalystėje|Didžiojoje Britanijoje|Apvienotajā Karalistē|Suurbritannias"
    "|Ühendkuningriigis|în Marea Britanie|Regatul Unit|no Reino Unido|Inglaterra|nel Regno Unito"
    "|au Royaume-Uni|Großbritannien|in het Verenigd Koninkrijk|i Storbritannien|í Bretlandi"
    "|sa Ríocht Aontaithe|fir-Renju Unit|във Великобритания|у Великій Британії|Anglii|Englannissa"
    "|στο Ηνωμένο Βασίλειο|Αγγλία|Angliában",
    "ch": "Sveitsissä|Svájcban|w Szwajcarii|ve Švýcarsku|vo Švajčiarsku|u Švicarskoj|v Švici"
    "|Šveicarijoje|Šveicē|Šveitsis|în Elveția|na Suíça|en Suiza|in Svizzera|en Suisse|i Sveits"
    "|in der Schweiz|in dr schwiiz|in Zwitserland|í Sviss|san Eilvéis|fl-Isvizzera|в Швейцария"
    "|у Швейцарії|στην Ελβετία",
    "eea": "Norjassa|Norvégiában|w Norwegii|v Norsku|v Nórsku|u Norveškoj|na Norveškem|Norvegijoje"
    "|Norvēģijā|Norras|în Norvegia|na Noruega|en Norvège|in Noorwegen|i Norge|í Noregi|san Iorua"
    "|fin-Norveġja|в Норвегия|στη Νορβηγία|gilt das in der eu|does the EU forbid it",
    "us": "in the US|in the us too|USA|en Amérique|w USA|v americe",
    "hk": "Hongkongis|в Хонконг|Hong Kong",
}


@pytest.mark.parametrize(
    ("region", "text"),
    [(region, each) for region, all_ in NAMED.items() for each in all_.split("|")],
)
def test_a_country_is_found(region: str, text: str) -> None:
    assert fitting({region: True}, country(text) or "")


@pytest.mark.parametrize(
    "text",
    ["tell us more", "TELL US MORE", "eu quero sair disto", "eu nu vreau", "was passiert", ""],
)
def test_a_word_that_only_looks_like_one_is_none(text: str) -> None:
    assert country(text) is None


CODES = [each for each in COUNTRIES if each not in ("hk", "eea")]


@pytest.mark.parametrize("language", words())
def test_every_country_is_found_by_its_name_in_every_language(language: str) -> None:
    names = Locale(language).territories
    wrong = {
        names[code.upper()]: found
        for code in CODES
        if (found := country(names[code.upper()])) != code
    }
    # "Eire", "USA": names of up to four letters are the beginning of too many other words.
    assert {name: found for name, found in wrong.items() if len(name) > 5} == {}
