"""The words that can be typed, in all the languages."""

from bot.core.folding import fold
from bot.core.messages import Word
from bot.knowledge import plain_words


def test_plain_words_mean_one_thing_in_all_languages() -> None:
    words = plain_words()
    for text, word in {
        "Später": Word.LATER,
        "spater": Word.LATER,
        " STOP! ": Word.STOP,
        "zurück": Word.BACK,
        "għajnuna": Word.HELP,
        "C'est fait": Word.DONE,
        "iva": Word.YES,
    }.items():
        assert words.table[fold(text)] is word
