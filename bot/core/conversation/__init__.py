"""The conversation: a person and one thing they did, in; a `Turn`, out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime

from bot.core.arguments import Topic
from bot.core.commands import COMMANDS
from bot.core.conversation import asking, community, promises, questions
from bot.core.conversation.follow_ups import asked, follow_up
from bot.core.conversation.map import DEEDS, PLACES, WORDS
from bot.core.conversation.scene import Scene
from bot.core.days import DayWords
from bot.core.facts import Source
from bot.core.folding import fold
from bot.core.group import NOTHING_SET, Group
from bot.core.messages import (
    Asked,
    Inbound,
    Manner,
    Pressed,
    Setting,
    Understood,
    Unread,
)
from bot.core.person import Device, FollowUp, Kind, Person, Progress, Question
from bot.core.press import Press
from bot.core.site import Site
from bot.core.translation import nearest
from bot.core.turn import Turn
from bot.core.understanding import Decision, Reading


@dataclass(frozen=True, slots=True)
class Conversation:
    """The sites it speaks of, by key, and the languages it speaks (each by its own name).

    `aliases` are the commands' names in those languages and `days` their words for days, for
    whoever types one.
    """

    sites: Mapping[str, Site]
    names: Mapping[str, str]
    aliases: Mapping[str, str] = field(default_factory=dict)
    days: DayWords = field(default_factory=DayWords)

    def respond(self, person: Person, inbound: Inbound, group: Group = NOTHING_SET) -> Turn:
        """The answer to one event. `person` is who asked, or nobody known where everybody reads the
        answer; `group` is what is set in the room.

        What a command or a link brings along goes into the buttons of the answer; it is remembered
        only when one of them is pressed.
        """
        turn = self._turn(person, inbound, group)
        if all(Manner.ASIDE in each.manner for each in turn.replies):
            # Said in passing: the follow-up they have not answered still waits.
            turn = replace(turn, person=replace(turn.person, question=person.question))
        if isinstance(inbound.event, Asked):
            return replace(turn, person=_still_at(person, turn.person))
        return turn

    def without_memory(self, inbound: Inbound) -> Turn | None:
        """The answer to somebody who cannot be looked up; None if it would have to be remembered, or
        would be another one for somebody who is."""
        turn = self.respond(Person(), inbound)
        other = self.respond(_REMEMBERED, inbound)
        if turn.forget or turn.group or turn.person.memorable or turn.replies != other.replies:
            return None
        return turn

    def _turn(self, person: Person, inbound: Inbound, group: Group) -> Turn:
        press = self._press(inbound, _chosen(person, inbound, group))
        scene = self._scene(person, inbound, press, group)
        in_group = inbound.setting is Setting.GROUP
        if isinstance(inbound.event, Understood):
            reading = inbound.event.reading
            read = self._as_read(scene, reading)
            if in_group:
                return community.addressed(read, reading)
            return self._understood(read, reading, scene.language)
        if isinstance(inbound.event, Unread):
            return community.silent(scene) if in_group else asking.unread(scene)
        if in_group:
            return self._in_group(scene, press)
        if press is None:
            return asking.misunderstood(scene)
        if press.place in ("language", "lang") and inbound.sets_room:
            return community.server_language(scene)
        return PLACES.get(press.place, PLACES["start"])(scene)

    def follow_up(self, person: Person, due: Sequence[FollowUp], now: datetime) -> Turn:
        """What is said when these promises fall due; the person as they are once it is delivered."""
        return follow_up(self._unasked(person, now), due)

    def asked(self, person: Person, question: Question, now: datetime) -> Turn:
        """The same choices once more: what a plain word can mean that answers this follow-up."""
        return asked(self._unasked(person, now), question)

    def sources(self, reading: Reading) -> tuple[Source, ...]:
        """What the answer to the likeliest topic rests on."""
        home = self.sites[HOME]
        if home.guide is None:
            return ()
        place, argument = asking.place_of(reading.guesses[0], reading, home.guide)
        topic = Topic.read(argument) if place == "fact" else Topic(reading.guesses[0].topic)
        return questions.sources(home, self.sites, topic)

    def written(self, person: Person, inbound: Inbound) -> Turn:
        """What is said where the promise was asked for, once the direct message has arrived."""
        return promises.written(self._promising(person, inbound))

    def unreachable(self, person: Person, inbound: Inbound) -> Turn:
        """What is said there when it has not."""
        return promises.unreachable(self._promising(person, inbound))

    def _promising(self, person: Person, inbound: Inbound) -> Scene:
        press = self._press(inbound, person.language)
        return self._scene(person, inbound, press, NOTHING_SET)

    def _unasked(self, person: Person, now: datetime) -> Scene:
        language = nearest(person.language, self.names)
        return Scene(person, language, self.sites[HOME], self.sites, self.names, now)

    def _scene(self, person: Person, inbound: Inbound, press: Press | None, group: Group) -> Scene:
        press = press or Press("start")
        hint = nearest(inbound.language, self.names)
        chosen = _chosen(person, inbound, group)
        language = chosen or press.language or hint
        # Who opens a link or a command made for a language means that language, this time.
        if isinstance(inbound.event, Asked):
            language = press.language or chosen or hint
        site = self._site(press)
        return Scene(
            person=_carrying(person, press, site),
            language=nearest(language, self.names),
            site=site,
            sites=self.sites,
            names=self.names,
            now=inbound.at,
            argument=press.argument,
            hint=hint,
            group=group,
            admin=inbound.admin,
            trace=inbound.trace,
            erased=inbound.erased,
            chance=inbound.chance,
        )

    def _site(self, press: Press) -> Site:
        """The site it is about. One without a guide has no places of its own."""
        site = self.sites.get(press.site)
        return site if site and site.guide else self.sites[HOME]

    def _press(self, inbound: Inbound, chosen: str | None) -> Press | None:
        match inbound.event:
            case Pressed(press=press) | Understood(chosen=press) | Unread(chosen=press):
                return press
            case Asked(command=command, argument=argument):
                language = chosen or nearest(inbound.language, self.names)
                return self._asked(command, argument, inbound.at.date(), language)
            case _:
                return None

    def _asked(self, command: str, argument: str, today: date, language: str) -> Press:
        command = command if command in _NAMES else self.aliases.get(command, command)
        words = argument.lower().split()
        if command == "start":
            return _harmless(Press.read(argument.strip()))
        if command == "language" and words:
            named = {fold(name): code for code, name in self.names.items()}
            code = named.get(fold(words[0])) or words[0].replace("_", "-").split("-")[0]
            return Press("lang" if code in self.names else "language", code)
        if command == "ask":
            return Press("data")
        if command == "remind" and words:
            day = self.days.read(argument, today, language)
            return Press("promise", f"on{day:%Y%m%d}" if day else "on")
        if command not in _NAMES:
            return Press("help")
        device = next((word for word in words if word in list(Device)), "")
        language = next((word for word in words if word in self.names), "")
        return Press(command, device=device, language=language)

    def _as_read(self, scene: Scene, reading: Reading) -> Scene:
        """The scene in the language of the words, if that is plain, and on their device."""
        tongue = reading.tongue(scene.language)
        if tongue in self.names:
            scene = replace(scene, language=str(tongue))
        if reading.device:
            scene = scene.having(replace(scene.person, device=reading.device))
        return scene

    def _understood(self, scene: Scene, reading: Reading, before: str) -> Turn:
        """The answer to free words. In another language than before, it offers both."""
        if reading.secret:
            return asking.secret(scene)
        place, argument = asking.place_of(reading.guesses[0], reading, scene.guide)
        if reading.decision is Decision.ASK:
            place, argument = "start", ""
            turn = asking.did_you_mean(scene, reading)
        else:
            answer = asking.fact if place == "fact" else PLACES[place]
            turn = answer(scene.at(argument))
        if scene.language == before:
            return turn
        return asking.staying(turn, scene, replace(scene.press(place, argument), language=before))

    def _in_group(self, scene: Scene, press: Press | None) -> Turn:
        if press is None:
            return community.silent(scene)
        match press.place:
            case "panel":
                return community.panel(scene)
            case "language" | "lang":
                return community.group_language(scene)
            case _:
                return community.line(scene)


_LONG_AGO = datetime(2025, 11, 3, tzinfo=UTC)
_REMEMBERED = Person(
    sites=(Progress(switched_off=_LONG_AGO.date(), form_sent=_LONG_AGO.date()),),
    promises=tuple(FollowUp(kind, _LONG_AGO, _LONG_AGO.date()) for kind in Kind),
)
"""Somebody about whom we know what matters: what is said to them, and what to nobody, may differ."""

HOME = ""
"""The key of the site that a press means when it names none."""

_NAMES = frozenset(each.name for each in COMMANDS)


def _chosen(person: Person, inbound: Inbound, group: Group) -> str | None:
    """The language chosen by whoever reads the answer: one person, or everybody in the room."""
    return person.language if inbound.setting is Setting.PRIVATE else group.language


def _harmless(press: Press) -> Press:
    """The press of a deep link, which anybody can make up: it may show things, and do nothing."""
    if press.place not in DEEDS:
        return press
    return replace(press, place="start", argument="")


def _carrying(person: Person, press: Press, site: Site) -> Person:
    """The person with what the press takes along."""
    person = replace(
        person,
        device=Device(press.device) if press.device in list(Device) else person.device,
        unanswered=0,
        question=None,
    )
    if press.interface not in site.knowledge.interface:
        return person
    return person.being(replace(person.at(site.key), interface=press.interface))


def _still_at(before: Person, person: Person) -> Person:
    """The person, with the device and the menus' languages of before."""
    for each in (*before.sites, *person.sites):
        known = replace(person.at(each.site), interface=before.at(each.site).interface)
        person = person.being(known)
    return replace(person, device=before.device)


__all__ = ["DEEDS", "WORDS", "Conversation"]
