"""Countries as people name them, in any of the languages and their endings."""

from __future__ import annotations

import tomllib

import pytest

from bot.reader.countries import STEMS, country, stems

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
    "us": "in the US|in the us too|USA|en Amérique|w USA",
}


@pytest.mark.parametrize(
    ("region", "text"),
    [(region, each) for region, all_ in NAMED.items() for each in all_.split("|")],
)
def test_a_country_is_found(region: str, text: str) -> None:
    assert country(text) == region


@pytest.mark.parametrize(
    "text",
    ["tell us more", "TELL US MORE", "eu quero sair disto", "eu nu vreau", "was passiert", ""],
)
def test_a_word_that_only_looks_like_one_is_none(text: str) -> None:
    assert country(text) is None


def test_the_beginnings_that_are_written_down_are_those_of_cldr() -> None:
    assert tomllib.loads(STEMS.read_text("utf-8")) == stems()
