"""What nobody should send: passwords, codes, and the numbers of cards, accounts and people.

Better to warn once too often than to miss one. But a phone number, a date, a link or a question about
passwords is none; so a bare number has to bear the checksum of its kind.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping

from bot.reader.identity import is_personal_number, luhn

_PASSWORD = re.compile(
    r"passwor[dt]|passwd|passphrase|kennwort|mots? de passe|\bmdp\b|\bpwd?\b|contraseñ|contrasen|"
    r"\bclave\b|palabra de paso|senhas?\b|palavra[- ]passe|parol[aăeo]\w*|\bparool|hasł[oae]|\bhaslo|"
    r"\bhesl[oa]|wachtwoord|lösenord|losenord|adgangskod|kodeord|passord|salasan|tunnussana|jelsz|"
    r"\bgesl[oa]|lozink|zapork|slaptažod|slaptazod|lykilorð|lykilord|aðgangsorð|ph?asfhocal|"
    r"focal faire|kelma sigrieta|kodiċi sigriet|κωδικ[οό]|συνθηματικ|парол",
    re.IGNORECASE,
)
_PIN = re.compile(
    r"\b(?:pin|cvv2?|cvc2?|cvn|tan|otp)\b(?:[- ]?(?:code?|kod\w*|koodi|kood|number|nummer|nr))?|"
    r"\bcode (?:pin|secret)\b|geheimzahl|pincode|pinkod\w*|πιν|пин\w*|пін\w*|"
    r"(?:verif|bestätig|sicherheit|securit|sécurit|segur|sicurezz|bezpecz|potvrz|vahvist|bekräft|"
    r"bekræft|one[- ]time|einmal)\w*[- ](?:de )?(?:code|kod|cod)\w*|"
    r"(?:code|codice|código|cod|kod) (?:de |di )?(?:verif|v[ée]rif|securit|sécurit|segur|sicurezz|"
    r"conferma|confirma)\w*|(?:bestätigungs|sicherheits|verifizierungs|einmal)code",
    re.IGNORECASE,
)
_IS = re.compile(
    r"(?:\s*(?:[:=]|->|→)|\s+(?:is|was|ist|war|lautet|heißt|est|c['’]est|era|es|son|é|è|är|er|on|je|"
    r"jest|to|este|e|е|є|це|είναι|ειναι|ir|yra|huwa|hija|az|van|ná|na)\b\s*[:=]?)?\s*",
    re.IGNORECASE,
)
"""What may stand between the word and the secret itself, from "is" in many languages to nothing."""

_ASSIGNED = re.compile(r"\s*(?:[:=]|->|→)\s*(\S{4,})")
_QUOTED = re.compile(r"[\s:=]*(?:\w{1,8}\s+)?[\"“”„«'‚‘](\S{4,40}?)[\"“”»'’‘]")
_DIGITS = re.compile(r"\d{4,12}(?![\w/])")
_PIN_DIGITS = re.compile(r"\d{3,8}(?![\w/.:-]*\d)")
_YEAR = re.compile(r"(?:19|20)\d\d")
_NEAR_AFTER, _NEAR_BEFORE = 5, 4
"""Within so many words after or before the word "password", what looks like one is taken for it."""

_AROUND = "\"'“”„«»‚‘’`()[]{}<>.,;:?!…"
_INSIDE = re.compile(r"[!#$%^&*+=~€£§_\\|]")
_NO_PASSWORD = re.compile(
    r"(?:https?:|www\.|[\w.+-]+@[\w-]+\.).*|.*/.*"
    r"|(?:iphone|ipad|ios|android|windows|win|macos|galaxy|pixel|gpt|chatgpt|covid|office|web|mp|art|"
    r"article|artikel|version)[-. ]?\d[\w.()-]*"
    r"|(?:19|20)\d\d[-:.'’]?[^\W\d_]{1,5}|\d{1,3}[-.]?[^\W\d_]{1,8}|[^\W\d_]{1,3}\d{1,2}",
    re.IGNORECASE | re.DOTALL,
)
"""Links, addresses, devices, years with an ending, numbers with a unit."""

_LINK = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)

_CARD = re.compile(r"(?<![\w+/:=#.,-])\d(?:[ .\u00a0-]?\d){12,18}(?![\w/]|[.,-]\d)")
_ISSUERS = re.compile(
    r"4\d{15}(?:\d{3})?|5[1-5]\d{14}|2(?:22[1-9]|2[3-9]\d|[3-6]\d\d|7[01]\d|720)\d{12}|3[47]\d{13}"
    r"|3(?:0[0-5]|[689]\d)\d{11}|35(?:2[89]|[3-8]\d)\d{12}|6(?:011|4[4-9]\d|5\d\d)\d{12,15}"
    r"|(?:50|5[6-9]|6\d)\d{10,17}"
)
"""The numbers that payment cards have (ISO/IEC 7812)."""

_ACCOUNT = re.compile(r"(?<![A-Z0-9])[A-Z]{2}\d{2}(?=[ \u00a0]?[A-Z0-9])")
_ACCOUNT_LENGTHS: Mapping[int, str] = {
    15: "NO",
    16: "BE",
    18: "DK FI NL FO GL",
    19: "MK SI",
    20: "AT BA EE LT LU XK",
    21: "CH HR LI LV",
    22: "BG DE GB GE IE ME RS",
    24: "AD CZ ES MD RO SE SK SA TN",
    25: "PT",
    26: "IS TR",
    27: "FR GR IT MC SM",
    28: "AL AZ CY HU LB PL",
    29: "UA",
    31: "MT",
}
"""How long an account number is, country by country (the IBAN registry of ISO 13616)."""
_LENGTH = {code: length for length, codes in _ACCOUNT_LENGTHS.items() for code in codes.split()}


def secret(text: str) -> bool:
    """Whether something stands there that nobody should send."""
    text = _LINK.sub(" ", unicodedata.normalize("NFC", text))
    return (
        any(_tells_password(text, each) for each in _PASSWORD.finditer(text))
        or any(_tells_pin(text, each) for each in _PIN.finditer(text))
        or any(is_card(re.sub(r"\D", "", each)) for each in _CARD.findall(text))
        or any(_is_account(each) for each in _accounts(text.upper()))
        or is_personal_number(text)
    )


# --- passwords ------------------------------------------------------------------------------------


def _tells_password(text: str, word: re.Match[str]) -> bool:
    """Whether the password stands beside the word for it."""
    end = word.end() + len(re.match(r"\w*", text[word.end() :])[0])  # type: ignore[index]
    after, before = text[end:], text[: word.start()]
    between = _IS.match(after)
    digits = _DIGITS.match(after, between.end() if between else 0)
    if digits and not _YEAR.fullmatch(digits[0]):
        return True
    if (assigned := _ASSIGNED.match(after)) and not _NO_PASSWORD.fullmatch(assigned[1]):
        return True
    if (quoted := _QUOTED.match(after)) and " " not in quoted[1]:
        return True
    near = (*after.split()[:_NEAR_AFTER], *before.split()[-_NEAR_BEFORE:])
    return any(map(_looks_like_one, near))


def _looks_like_one(token: str) -> bool:
    """Whether a word is of letters and digits, or has signs inside that no word has."""
    token = token.strip(_AROUND)
    if not 5 <= len(token) <= 40 or _NO_PASSWORD.fullmatch(token):
        return False
    letters = any(each.isalpha() for each in token)
    digits = any(each.isdigit() for each in token)
    return letters and (digits or bool(_INSIDE.search(token[1:])))


def _tells_pin(text: str, word: re.Match[str]) -> bool:
    between = _IS.match(text, word.end())
    digits = _PIN_DIGITS.match(text, between.end() if between else word.end())
    return digits is not None


# --- cards and accounts -----------------------------------------------------------------------------


def is_card(digits: str) -> bool:
    """Whether these digits are the number of a payment card, by its issuer and its checksum."""
    return bool(_ISSUERS.fullmatch(digits)) and luhn(digits) and len(set(digits)) > 1


def _accounts(text: str) -> Iterator[str]:
    """What may be account numbers: as many letters and digits as the country's have."""
    for found in _ACCOUNT.finditer(text):
        length = _LENGTH.get(found[0][:2], 0)
        plain = re.match(rf"(?:[ \u00a0-]?[A-Z0-9]){{{length}}}", text[found.start() :])
        if length and plain:
            yield re.sub(r"[^A-Z0-9]", "", plain[0])


def _is_account(plain: str) -> bool:
    """The checksum of bank accounts (ISO 13616)."""
    return int("".join(str(int(char, 36)) for char in plain[4:] + plain[:4])) % 97 == 1
