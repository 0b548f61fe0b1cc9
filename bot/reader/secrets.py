"""What nobody should send: passwords, codes, and the numbers of cards, accounts and people.

Better to warn once too often than to miss one. But a phone number, a date, a link or a question about
passwords is none; so a bare number has to bear the checksum of its kind.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import accumulate, islice

from stdnum import iban, luhn

from bot.languages import words
from bot.reader.identity import is_personal_number
from bot.reader.normal import normal
from bot.reader.phrases import pattern

_TABLES = [each.secrets for each in words().values()]


def _all(key: str) -> str:
    """A pattern for what all the languages have under this key."""
    return pattern(phrase for each in _TABLES for phrase in getattr(each, key))


_PASSWORD = re.compile(rf"(?P<harmless>{_all('harmless')})|(?:{_all('password')})(?![./@]\w)")
_PIN = re.compile(rf"(?:{_all('pin')})(?:[- ]?(?:{_all('code')}))?")
_IS = re.compile(rf"(\s*[:=]|\s+(?:{_all('between')})\b\s*[:=]?)?\s*")
"""What may stand between the word and the secret itself, from "is" in many languages to nothing."""

_NUMBER = re.compile(r"(?!(?:19|20)\d\d\b)\d{3,12}(?![\w/]|[.,:-]\d)(\s+\w)?")
"""A number that is no year, and whether words go on after it."""
_ASSIGNED = re.compile(r"(?:[^\W\d]|[ ()*]){0,25}[:=]\s*(\S{4,40}(?<!\?))[ \t]*$", re.MULTILINE)
"""What is the last in its line after a colon, perhaps with "for LinkedIn" before that."""
_QUOTED = re.compile(r"[\"“”„«'‚‘](\S{4,40}?)[\"“”»'’‘]")
_NEAR = 200
"""So many characters after or before the word "password" are looked at."""
_NEAR_AFTER, _NEAR_BEFORE = 5, 4
"""Within so many words after or before the word "password", what looks like one is taken for it."""

_AROUND = "\"'“”„«»‚‘’`()[]{}<>.,;:?!…"
_INSIDE = re.compile(r"[!#$%^&*+=~€£§\\|@]")
_NO_PASSWORD = re.compile(
    r"(?:https?:|www\.|[\w.+-]+@[\w-]+\.).*|.*/.*"
    r"|(?:iphone|ipad|ios|android|windows|win|macos|galaxy|pixel|gpt|chatgpt|covid|office|web|mp|art|"
    r"article|artikel|version)[-. ]?\d[\w.()-]*"
    r"|(?:19|20)\d\d[-:.'’]?[^\W\d_]{1,5}|\d{1,3}[-.]?[^\W\d_]{1,8}(?:[-.]\d{2,4})?"
    r"|[^\W\d_]{1,3}\d{1,2}"
    rf"|{_all('lost')}",
    re.IGNORECASE | re.DOTALL,
)
"""Links, addresses, devices, years with an ending, numbers with a unit, days; "forgotten" and
"required" in many languages."""

_LINK = re.compile(
    r"(?:https?://|www\.|\b[\w-]{1,63}\.[a-z]{2,10}/)\S+|<(?:@[!&]?|#|a?:\w{1,32}:|t:)\d+(?::\w)?>",
    re.IGNORECASE,
)
"""Links, and what Discord writes for mentions, emoji and times
(https://discord.com/developers/docs/reference#message-formatting)."""

_CARD = re.compile(r"(?<![\w+/.,-])\d(?:[\s._-]{0,3}\d){12,18}(?![\w/]|[.,-]\d)")
_ISSUERS = re.compile(
    r"4\d{15}(?:\d{3})?|5[1-5]\d{14}|2(?:22[1-9]|2[3-9]\d|[3-6]\d\d|7[01]\d|720)\d{12}|3[47]\d{13}"
    r"|3(?:0[0-5]|[689]\d)\d{11}|35(?:2[89]|[3-8]\d)\d{12}|6(?:011|4[4-9]\d|5\d\d)\d{12,15}"
    r"|(?:50|5[6-9]|6\d)\d{10,17}"
)
"""The numbers that payment cards have (ISO/IEC 7812)."""

_ACCOUNT = re.compile(r"(?<![A-Z0-9])(?=([A-Z]{2}\d\d(?:[\s.-]{0,3}[A-Z0-9]){11,30})(?![A-Z0-9]))")
"""Where an account number may begin, and what it may be with what stands behind it."""

MANY = 500
"""So many of them are looked at, which takes some milliseconds: no person sends more."""


def secret(text: str) -> bool:
    """Whether something stands there that nobody should send."""
    text = _LINK.sub(" ", _plain(text))
    return (
        any(
            _tells_password(text, each) for each in _PASSWORD.finditer(text) if not each["harmless"]
        )
        or any(_tells_number(text, each.end()) for each in _PIN.finditer(text))
        or any(map(is_card, _cards(text)))
        or any(map(_is_account, islice(_accounts(text), MANY)))
        or is_personal_number(text)
    )


def _plain(text: str) -> str:
    """The text in capitals, with digits, spaces and dashes of one kind and nothing invisible."""
    return "".join(map(_plain_char, normal(text))).upper()


def _plain_char(char: str) -> str:
    match unicodedata.category(char):
        case "Nd":
            return str(unicodedata.decimal(char))
        case "Zs" | "Zl" | "Zp":
            return " "
        case "Pd":
            return "-"
        case "Cf":
            return ""
        case _:
            return char


# --- passwords ------------------------------------------------------------------------------------


def _tells_password(text: str, word: re.Match[str]) -> bool:
    """Whether the password stands beside the word for it."""
    if _tells_number(text, word.end()):
        return True
    between = _IS.match(text, word.end())
    quoted = _QUOTED.match(text, between.end()) if between and between[1] else None
    for named in (quoted, _ASSIGNED.match(text, word.end())):
        if named and not _NO_PASSWORD.fullmatch(named[1].strip(_AROUND)):
            return True
    after = text[word.end() : word.end() + _NEAR].split()[:_NEAR_AFTER]
    before = text[max(0, word.start() - _NEAR) : word.start()].split()[-_NEAR_BEFORE:]
    return any(map(_looks_like_one, after + before))


def _tells_number(text: str, end: int) -> bool:
    """Whether a number follows the word that ends there: after "is", or as the last of its sentence."""
    between = _IS.match(text, end)
    number = between and _NUMBER.match(text, between.end())
    return bool(between and number and (between[1] or not number[1]))


def _looks_like_one(token: str) -> bool:
    """Whether a word is of letters and digits, or has signs inside that no word has."""
    token = token.strip(_AROUND)
    if not 5 <= len(token) <= 40:
        return False
    letters = any(each.isalpha() for each in token)
    digits = any(each.isdigit() for each in token)
    odd = letters and (digits or bool(_INSIDE.search(token[1:])))
    return odd and not _NO_PASSWORD.fullmatch(token)


# --- cards and accounts -----------------------------------------------------------------------------


def _cards(text: str) -> Iterator[str]:
    """What may be the numbers of cards, with or without what stands behind them, such as a CVV."""
    for found in _CARD.findall(text):
        yield from accumulate(re.findall(r"\d+", found))


def is_card(digits: str) -> bool:
    """Whether these digits are the number of a payment card, by its issuer and its checksum."""
    return bool(_ISSUERS.fullmatch(digits)) and luhn.is_valid(digits) and len(set(digits)) > 1


def _accounts(text: str) -> Iterator[str]:
    """What may be the numbers of accounts (ISO 13616), with or without what stands behind them."""
    for found in _ACCOUNT.findall(text):
        yield from accumulate(re.findall(r"[A-Z0-9]+", found))


def _is_account(number: str) -> bool:
    """Whether it has the checksum and the form of its country; that of each bank is not looked at."""
    return iban.is_valid(number, check_country=False)
