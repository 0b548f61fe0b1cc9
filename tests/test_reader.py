"""Free words: read on this machine, answered when sure, asked about when nearly."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence

import pytest

from bot.core.arguments import Topic
from bot.core.conversation.asking import PLACES_OF, captions, place_of
from bot.core.conversation.questions import OTHERS
from bot.core.messages import Asked, Said
from bot.core.person import Device
from bot.core.understanding import DANGER, OUT_OF_SCOPE, Decision, Guess, Reading
from bot.reader.head import Head
from bot.reader.reader import HEAD, HeadReader
from bot.reader.secrets import secret
from bot.sites import sites
from bot.storage.store import SqlStore
from tests.reading import AtOnce
from tests.talk import Talk, drawn

LANGUAGES = 27

GUIDE = sites()[""].guide

UNHEARD = {
    topic: within.split()
    for topic, within in {
        "about_bot": "phishing who",
        "access_erasure": "after_closing refused reopening",
        "after_opt_out": "account advantage ai_features paused_posts premium",
        "bot_privacy": "clear_chat",
        "cannot_find_setting": "app form_country form_fails signed_out",
        "company_page": "central competitors official",
        "complaint": "how ignored",
        "countries": "moved",
        "data_used": "anonymous collaborative drafts employer face hidden identity location outside"
        " prompts",
        "done": "on_by_mistake",
        "legal_basis": "balancing sensitive",
        "mentioned_by_others": "no_account reshared",
        "microsoft": "affiliates copilot safety sale",
        "objection_form": "code contact deadline fields old_data proof refusal rights signing_in"
        " versus_switch",
        "old_content": "plan",
        "other_ai": "hiring left settings",
        "other_services": "alternatives blue_circle each",
        "out_of_scope": "personal",
        "private_messages": "groups",
        "purpose": "fraud public repeats risk training",
        "retroactive": "datasets erasure",
        "start_date": "without_ai",
        "stays_off": "address confirmation proof",
        "stop_reminders": "annoyed",
    }.items()
} | {"danger": ["", "watched"]}
"""What has an answer, but neither phrases yet nor a button: nobody gets there until the head has
learned them. This list may only become shorter."""


def test_the_head_knows_every_topic_there_is_an_answer_to() -> None:
    head = Head.load(HEAD)
    known = {Topic(*topic.split("/")).wire() for topic in head.topics}
    guide = sites()[""].guide
    assert guide
    answered = {*guide.answers, *PLACES_OF, OTHERS}
    shown = {*guide.facets, *(way.argument for each in guide.answers.values() for way in each.ways)}
    unheard = {Topic(topic, each).wire() for topic, within in UNHEARD.items() for each in within}
    assert known <= answered
    assert answered - known - shown == unheard
    general = {each for each in answered if not Topic.read(each).detail}
    assert set(captions(guide)) == (general | {*guide.further, *guide.facets}) - {
        "greeting",
        OUT_OF_SCOPE,
        DANGER,
    }
    assert len(head.languages) == LANGUAGES


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("ab wann?", "start_date"),
        ("do they read my dms", "private_messages"),
        ("e as mensagens privadas?", "private_messages"),
        ("posso ancora oppormi o è tardi", "too_late"),
        ("kif nitfi l-iswicc", "how_to_opt_out"),
    ],
)
def test_questions_from_the_street(read: HeadReader, text: str, topic: str) -> None:
    reading = read.read(text)
    assert reading.guesses[0].topic == topic
    assert reading.decision is Decision.ANSWER


@pytest.mark.parametrize(
    "text",
    [
        "should I post that text saying I don't consent, like everybody does",
        "reicht es wenn ich auf meinem profil schreibe dass ich nicht einverstanden bin",
        "une publication qui dit que je refuse, ça suffit ?",
        "jekk inpoġġi post li ma naqbilx, jiswa",
    ],
)
def test_a_facet_has_an_answer_of_its_own_and_counts_towards_its_topic(
    read: HeadReader, text: str
) -> None:
    best = read.read(text).guesses[0]
    assert (best.topic, best.facet) == ("how_to_opt_out", "pasted_post")
    assert GUIDE
    assert place_of(best, read.read(text), GUIDE) == ("fact", "how_to_opt_out__pasted_post")


def test_what_is_named_is_found(read: HeadReader) -> None:
    assert read.read("gilt das auch in der Schweiz").country == "ch"
    assert read.read("does it apply in the UK?").country == "gb"
    assert read.read("et en Norvège ?").country == "no"
    assert read.read("wie geht das am iPhone").device is Device.IPHONE
    assert read.read("und bei Whatsapp?").service == "whatsapp"
    assert read.read("et sur Netflix alors ?").service == "elsewhere"
    assert read.read("et sur TikTok alors ?").service == "tiktok"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("wie kann ich das denn wieder ausschalten", "de"),
        ("comment est-ce que je peux refuser tout ça", "fr"),
        ("kif nista' nwaqqaf dan kollu jekk jogħġbok", "mt"),
        ("how do i turn this thing off please", "en"),
        ("ok", None),
    ],
)
def test_the_language_of_a_message_is_told_when_it_is_plain(
    read: HeadReader, text: str, language: str | None
) -> None:
    assert read.read(text).tongue(None) == language


@pytest.mark.parametrize(
    "text",
    [
        "my password is hunter2x",
        "mein Passwort: Sommer2024!",
        "4111 1111 1111 1111",
        "DE89 3704 0044 0532 0130 00",
        "RSSMRA85T10A562S",
    ],
)
def test_a_secret_is_met_with_a_warning(text: str) -> None:
    assert secret(text)


@pytest.mark.parametrize(
    "text",
    ["since 3 November 2025", "I forgot my password", "+49 170 1234567", "2012-2013", "", "😀"],
)
def test_what_is_no_secret_is_not_taken_for_one(text: str) -> None:
    assert not secret(text)


@pytest.mark.parametrize(
    "text", ["", " ", "?!", "\x00", "😀😀", "a" * 5_000, "\ud83d hm", "א ב", "1 2 3"]
)
def test_whatever_is_typed_is_read(read: HeadReader, text: str) -> None:
    reading = read.read(text)
    assert reading.guesses
    assert all(0 <= guess.confidence <= 1 for guess in reading.guesses)


def test_sure_nearly_and_beside() -> None:
    def decided(*guesses: tuple[str, float]) -> Decision:
        return Reading(tuple(Guess(*each) for each in guesses)).decision

    assert decided(("minors", 0.9), ("purpose", 0.05)) is Decision.ANSWER
    assert decided(("minors", 0.4), ("purpose", 0.3)) is Decision.ASK
    assert decided((OUT_OF_SCOPE, 0.9)) is Decision.DECLINE
    assert decided((OUT_OF_SCOPE, 0.4), ("minors", 0.1)) is Decision.DECLINE


def test_nothing_is_declined_if_something_of_ours_leads_or_is_near() -> None:
    def decided(*guesses: tuple[str, float]) -> Decision:
        return Reading(tuple(Guess(*each) for each in guesses)).decision

    assert decided(("minors", 0.1), ("purpose", 0.1)) is Decision.ASK
    assert decided(("minors", 0.7), (OUT_OF_SCOPE, 0.25)) is Decision.ASK
    assert decided((OUT_OF_SCOPE, 0.4), ("minors", 0.3)) is Decision.ASK


def test_danger_is_never_asked_back() -> None:
    assert Reading((Guess(DANGER, 0.3), Guess("purpose", 0.2))).decision is Decision.ANSWER


@pytest.mark.parametrize("text", ["does it come back", "is it legal", "private messages"])
@pytest.mark.parametrize("usual", ["en", "fr", None])
def test_a_few_words_change_no_language(read: HeadReader, text: str, usual: str | None) -> None:
    assert read.read(text).tongue(usual) == usual


def test_the_usual_language_is_left_only_for_one_that_is_plain() -> None:
    plain = Reading((Guess("minors", 0.9),), {"de": 0.96, "nl": 0.04})
    assert (plain.heard, plain.tongue("en"), plain.tongue(None)) == ("de", "de", "de")
    assert Reading(plain.guesses, {"de": 0.94, "nl": 0.06}).tongue("nl") == "nl"
    brief = Reading(plain.guesses, plain.languages, brief=True)
    assert (brief.heard, brief.tongue("en")) == ("de", "en")


async def test_in_a_chat_a_question_gets_its_answer(read: HeadReader, store: SqlStore) -> None:
    talk = Talk(store, "en", reader=AtOnce(read))
    assert "private messages and InMail" in drawn(await talk.does(Said("do they read my dms??")))
    assert "in Switzerland, too" in drawn(
        await talk.does(Asked("ask", "does it apply in switzerland"))
    )
    german = await talk.does(Said("ab wann machen die das denn eigentlich"))
    assert german[0].language == "de"
    assert "[Bei Deutsch bleiben]" in drawn(german)
    assert "password" in drawn(await talk.does(Said("my password is hunter2x")))


async def test_who_is_not_understood_still_has_the_choices(
    read: HeadReader, store: SqlStore
) -> None:
    talk = Talk(store, "en", reader=AtOnce(read))
    await talk.says("/optout iphone")
    await talk.says("[Step by step]")
    lost = drawn(await talk.says("what will the weather be like"))
    assert "cannot help with that" in lost
    assert "[Done, next]" in lost
    assert "Step 2 of 5" in drawn(await talk.says("1"))


def ask(*arguments: str, typed: bytes = b"") -> Sequence[str]:
    done = subprocess.run(
        [sys.executable, "-m", "bot", "ask", *arguments],
        input=typed,
        capture_output=True,
        check=True,
    )
    return done.stdout.decode().splitlines()


def test_ask_prints_one_answer_or_one_object_a_line() -> None:
    assert "3. November 2025" in " ".join(ask("ab wann?", "--language", "de"))
    typed = b"do they read my dms\n\nquel temps fera-t-il demain\n\xff\xfe\n"
    first, *others = map(json.loads, ask("-", "--language", "fr", typed=typed))
    assert set(first) == {
        *(
            "topic",
            "facet",
            "heard",
            "confidence",
            "decision",
            "language",
            "text",
            "sources",
            "alternatives",
        )
    }
    assert (first["topic"], first["decision"], first["language"]) == (
        "private_messages",
        "answer",
        "fr",
    )
    assert first["sources"][0]["url"].startswith("https://www.linkedin.com/")
    assert [each["decision"] for each in others] == ["decline"] * 3


def test_ask_ends_quietly_when_nobody_reads_on() -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", "ask", "-"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout
    process.stdout.close()
    _, errors = process.communicate(b"since when?\n" * 3)
    assert (process.returncode, errors) == (0, b"")
