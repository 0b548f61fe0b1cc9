"""Questions about the matter: one line, one "but", and where it is known from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from textwrap import shorten
from urllib.parse import urlsplit

from bot.core.arguments import Topic
from bot.core.captions import BACK, HELP, HOW_KNOWN, SHOW_ME
from bot.core.conversation.scene import Scene
from bot.core.countries import COUNTRIES, by_name
from bot.core.facts import Known, Source
from bot.core.messages import Button, LinkButton, Word
from bot.core.site import Answer, Says, Site
from bot.core.text import CountryName, Text, Value, literal, say
from bot.core.turn import Turn

OTHERS = "other_services"
"""The topic that is about other sites; its detail is the key of one."""
_LINE = "line"
"""What the one line about a site rests on stands under this topic."""

_UNKNOWN = say("I have no reliable information about that service. I know how to say no to these:")


def data(scene: Scene) -> Turn:
    """What would you like to know?"""
    return scene.says(
        scene.guide.data,
        buttons=(
            *(scene.to("fact", label, topic) for topic, label in scene.guide.essentials.items()),
            scene.to("more", say("More questions")),
            scene.to("optout", SHOW_ME, word=Word.YES),
        ),
    )


def more(scene: Scene) -> Turn:
    """The other questions there are answers to."""
    return scene.says(
        say("What else would you like to know?"),
        buttons=(
            *(scene.to("fact", label, topic) for topic, label in scene.guide.further.items()),
            scene.to("data", BACK, word=Word.BACK),
        ),
    )


def fact(scene: Scene) -> Turn:
    """One answer; for one country or site where the argument names it."""
    topic = Topic.read(scene.argument)
    answer = scene.guide.answer(topic)
    if topic.id == OTHERS and answer is None:
        return others(scene.at(topic.detail))
    if answer is None:
        return data(scene)
    facets = scene.guide.facets_of(topic).items()
    return scene.says(
        _of(scene, answer, topic.detail),
        *answer.said(topic.detail),
        buttons=(
            *_authority(scene, answer, topic.detail),
            *scene.links(answer.links),
            *map(scene.way_on, answer.ways),
            *(scene.to("fact", label, argument) for argument, label in facets),
            *_ways_on(scene, answer, topic),
        ),
    )


def _ways_on(scene: Scene, answer: Answer, topic: Topic) -> tuple[Button[Text] | None, ...]:
    if answer.quiet:
        return (scene.to("help", HELP, word=Word.HELP),)
    known = sources(scene.site, scene.sites, topic)
    return (
        scene.to("source", HOW_KNOWN, topic.wire()) if known else None,
        scene.to("data", say("Another question"), word=Word.BACK),
        scene.to("optout", SHOW_ME, word=Word.YES),
    )


def _of(scene: Scene, answer: Answer, country: str) -> Text | None:
    """Whoever asks about a country of which nothing is known by name is told so."""
    if answer.quiet or country not in COUNTRIES or by_name(answer.by_country, country):
        return None
    return replace(scene.guide.elsewhere, values={"country": CountryName(country)})


def _authority(scene: Scene, answer: Answer, country: str) -> tuple[LinkButton[Text], ...]:
    found = scene.knowledge.authorities.get(country) if answer.to_authority else None
    return (LinkButton(literal(found.name), found.url),) if found else ()


def others(scene: Scene) -> Turn:
    """The same matter elsewhere: one line about the site that the argument names, or a choice."""
    key = scene.argument
    if key and key in scene.sites:
        return _elsewhere(scene, key)
    return scene.says(
        _UNKNOWN if key else scene.guide.others,
        buttons=(
            *(
                scene.to("fact", site.called, Topic(OTHERS, other).wire())
                for other, site in scene.sites.items()
                if other != scene.site.key
            ),
            scene.to("more", BACK, word=Word.BACK),
        ),
    )


def _elsewhere(scene: Scene, key: str) -> Turn:
    there = scene.about(key)
    return there.says(
        there.site.line,
        buttons=(
            *(
                LinkButton(there.site.captions.get(name, _host(url)), url)
                for name, url in there.knowledge.links.items()
            ),
            scene.to("source", HOW_KNOWN, Topic(OTHERS, key).wire()),
            scene.to("fact", say("Other services"), OTHERS, Word.BACK),
            scene.to("optout", scene.guide.done.show_me, word=Word.YES),
        ),
    )


def _host(url: str) -> Text:
    return literal(str(urlsplit(url).hostname))


def source(scene: Scene) -> Turn:
    """Who says so, where, and when it was read: of all that the answer says."""
    topic = Topic.read(scene.argument)
    found = sources(scene.site, scene.sites, topic)
    if not found:
        return data(scene)
    return scene.says(
        *(_cite(each) for each in found),
        buttons=(
            *(LinkButton(literal(_short(each)), each.url) for each in found),
            scene.to("uk", BACK, word=Word.BACK)
            if _elsewhere_in(scene.site, topic)
            else scene.to("fact", BACK, scene.argument, Word.BACK),
            scene.to("optout", SHOW_ME, word=Word.YES),
        ),
    )


def sources(site: Site, sites: Mapping[str, Site], topic: Topic) -> tuple[Source, ...]:
    """What the answer to this topic rests on, each fact it states included."""
    there = sites.get(topic.detail) if topic.id == OTHERS and topic.detail else None
    if there:
        return there.knowledge.sources_of(Topic(_LINE), (there.line,))
    answer = site.guide.answer(topic) if site.guide else None
    says = _elsewhere_in(site, topic) or (answer.said(topic.detail) if answer else ())
    found = site.knowledge.sources_of(topic, says)
    authority = site.knowledge.authorities.get(topic.detail)
    if authority and answer and answer.to_authority:
        found = tuple(dict.fromkeys((*found, *authority.sources)))
    return found


def _elsewhere_in(site: Site, topic: Topic) -> Says:
    """What is said of one country beside the form, if that is what rests on this topic."""
    there = site.guide.form.elsewhere if site.guide else None
    return there.says if there and there.sources == topic else ()


def _short(source: Source) -> str:
    return shorten(f"{source.publisher}: {source.title}", 60, placeholder="…")


def _cite(source: Source) -> Text:
    how = _HOW[source.known]
    about: dict[str, Value] = {
        "publisher": source.publisher,
        "title": source.title,
        "how": replace(
            how, values={"captured": source.captured or _UNDATED, "read": source.read_on}
        ),
    }
    if source.dated is None:
        return say("{title}. {publisher} ({how})", **about)
    return say("{title}. {publisher}, {dated} ({how})", dated=source.dated, **about)


_UNDATED = say("without a date")
_HOW = {
    Known.READ: say("a copy of it: {captured}; read on {read}"),
    Known.QUOTED: say("as others quoted it: {captured}; read on {read}"),
    Known.REPORTED: say("a report about it: {captured}; read on {read}"),
}
"""The copy that was read has a day of its own: the page may have changed between the two."""
