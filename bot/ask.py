"""One question, one answer, without a chat: what `optout-bot ask` prints."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any, TypeAlias

from bot.core.conversation import Conversation
from bot.core.facts import Source
from bot.core.messages import Address, Inbound, Paste, Understood
from bot.core.person import Person
from bot.core.text import Period
from bot.core.translation import Languages
from bot.core.understanding import OFFERED, OUT_OF_SCOPE, Guess, Reading, Trace
from bot.languages import languages
from bot.reader.process import MODEL, understanding
from bot.sites import sites

Answer: TypeAlias = dict[str, Any]

NOBODY = Address("terminal", "nobody")

PATIENCE = timedelta(minutes=1)
"""So long a question may wait for the model: nobody else waits here."""


class NoReader(Exception):
    """The model that understands free words does not exist for this machine, or does not start."""


async def answers(
    questions: Iterable[str],
    language: str | None,
    *,
    embedder: str = MODEL,
    patience: timedelta = PATIENCE,
) -> AsyncIterator[Answer]:
    """An answer to each, in its own language or else in this one.

    Raises `NoReader` where free words are not understood, or not within so much `patience`.
    """
    speech = languages()
    conversation = Conversation(sites(), {code: each.name for code, each in speech.items()})
    async with understanding(embedder) as reader:
        if reader is None:
            raise NoReader
        for question in questions:
            try:
                async with asyncio.timeout(patience.total_seconds()):
                    reading = await reader.read(question) or _NOTHING
            except TimeoutError:
                raise NoReader from None
            yield _answer(reading, language, conversation, speech)


_NOTHING = Reading((Guess(OUT_OF_SCOPE, 0.0),))
"""What is made of words that could not be read."""


def _answer(
    reading: Reading, language: str | None, conversation: Conversation, speech: Languages
) -> Answer:
    # With a language given, the answer stays in it, whatever language the words may be in.
    read = replace(reading, languages={}) if language else reading
    now, hint = datetime.now(UTC), language or reading.tongue(None)
    inbound = Inbound(NOBODY, Understood(read), now, hint, trace=Trace.NONE)
    turn = conversation.respond(Person(), inbound)
    spoken = speech[turn.language]
    paragraphs = [
        paragraph.text if isinstance(paragraph, Paste) else paragraph
        for reply in turn.replies
        for paragraph in reply.paragraphs
    ]
    best = reading.guesses[0]
    return {
        "topic": best.topic,
        "facet": best.facet,
        "heard": reading.heard,
        "confidence": round(best.confidence, 4),
        "decision": reading.decision.value,
        "language": turn.language,
        "text": "\n\n".join(spoken.text(each) for each in paragraphs),
        "sources": [_source(each) for each in conversation.sources(reading)],
        "alternatives": [
            {"topic": each.topic, "confidence": round(each.confidence, 4)}
            for each in reading.guesses[1 : OFFERED + 1]
        ],
    }


def _written(captured: date | Period | None) -> str | None:
    if isinstance(captured, Period):
        return f"{captured.year}-{captured.month:02}" if captured.month else str(captured.year)
    return captured.isoformat() if captured else None


def _source(source: Source) -> Answer:
    return {
        "publisher": source.publisher,
        "title": source.title,
        "url": source.url,
        "known": source.known.value,
        "dated": source.dated and source.dated.isoformat(),
        "captured": _written(source.captured),
        "read_on": source.read_on.isoformat(),
    }
