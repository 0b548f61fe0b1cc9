"""REST: the answers to interactions, which carry the interaction's own token."""

from __future__ import annotations

import time
from typing import Any

from . import message_payloads
from .calls import Call
from .channel_api import announce, judge_message
from .message_rules import COMPONENTS_V2, EPHEMERAL, shows_something
from .mistakes import JSON, Mistake, invalid, refusal
from .rest import Answer, Handler
from .world import Interaction, Post, World

COMMAND, COMPONENT, AUTOCOMPLETE, MODAL_SUBMIT = 2, 3, 4, 5
SHOW, DEFER, DEFER_UPDATE, UPDATE, SUGGEST, MODAL = 4, 5, 6, 7, 8, 9
_FOLLOWUPS_FROM_OUTSIDE = 5
_LASTING = EPHEMERAL | COMPONENTS_V2


class InteractionApi:
    """Callbacks within seconds, follow-ups within minutes, each at its time and only once."""

    def __init__(self, world: World, answer_within: float, token_for: float) -> None:
        self._world = world
        self._answer_within = answer_within
        self._token_for = token_for

    def handlers(self) -> dict[str, Handler]:
        """By the operation ids of the specification."""
        return {
            "create_interaction_response": self._callback,
            "execute_webhook": self._followup,
            "get_original_webhook_message": self._get,
            "get_webhook_message": self._get,
            "update_original_webhook_message": self._update,
            "update_webhook_message": self._update,
            "delete_original_webhook_message": self._delete,
            "delete_webhook_message": self._delete,
        }

    def _callback(self, call: Call) -> Answer:
        interaction = self._waiting(call)
        kind, data = call.body["type"], call.body.get("data") or {}
        if kind not in _possible(interaction):
            message = f"Response type {kind} does not answer {interaction.what}"
            raise invalid(Mistake(("type",), "INTERACTION_TYPE_INVALID", message))
        if kind in {SHOW, UPDATE}:
            first = kind == SHOW
            judge_message(self._world, call, interaction=True, first=first, body=data)
            if first and not shows_something(data, call.files):
                raise refusal(50006, off_spec=True)
        self._answer(interaction, kind, data, call)
        interaction.callback = kind
        if not call.asks_for("with_response"):
            return 204, None
        return 200, self._callback_answer(interaction)

    def _waiting(self, call: Call) -> Interaction:
        """The interaction, if it is still time to answer it."""
        interaction = self._world.interactions.get(call.path["interaction_token"])
        if interaction is None or interaction.id != call.number("interaction_id"):
            raise refusal(10062, off_spec=True)
        if interaction.callback is not None:
            raise refusal(40060, off_spec=not interaction.may_collide)
        if time.monotonic() - interaction.opened > self._answer_within:
            raise refusal(10062, off_spec=not interaction.disturbed)
        return interaction

    def _answer(self, interaction: Interaction, kind: int, data: JSON, call: Call) -> None:
        if kind in {SHOW, DEFER}:
            post = self._new_post(interaction, data)
            interaction.original = post
            if kind == SHOW:
                self._show(interaction, post, data, call)
            post.loading = kind == DEFER
        elif kind in {UPDATE, DEFER_UPDATE}:
            interaction.original = interaction.source
            if kind == UPDATE and interaction.source:
                self._world.edit(interaction.source, data, call.files)
        elif kind == SUGGEST:
            interaction.choices = data["choices"]
        elif kind == MODAL:
            interaction.modal = data

    def _new_post(self, interaction: Interaction, data: JSON) -> Post:
        return self._world.new_post(
            interaction.channel,
            self._world.bot,
            interaction=interaction,
            flags=(data.get("flags") or 0) & _LASTING,
        )

    def _callback_answer(self, interaction: Interaction) -> JSON:
        shown: JSON = {"id": str(interaction.id), "type": interaction.type}
        answer: JSON = {"interaction": shown}
        if (post := interaction.original) is not None:
            shown["response_message_id"] = str(post.id)
            shown["response_message_loading"] = post.loading
            shown["response_message_ephemeral"] = post.ephemeral
            if interaction.callback in {SHOW, UPDATE}:
                message = message_payloads.message(self._world, post)
                answer["resource"] = {"type": interaction.callback, "message": message}
        return answer

    def _known(self, call: Call) -> Interaction:
        """The answered interaction whose token the webhook address holds."""
        interaction = self._world.interactions.get(call.path["webhook_token"])
        if interaction is None:
            raise refusal(10015, off_spec=True)
        if call.number("webhook_id") != self._world.bot.id or interaction.callback is None:
            raise refusal(10015, off_spec=not interaction.disturbed)
        if time.monotonic() - interaction.opened > self._token_for:
            raise refusal(50027, off_spec=not interaction.disturbed)
        return interaction

    def _followup(self, call: Call) -> Answer:
        interaction = self._known(call)
        judge_message(self._world, call, interaction=True)
        if not shows_something(call.body, call.files):
            raise refusal(50006, off_spec=True)
        post = interaction.original
        if post is None or not post.loading:
            post = self._next_followup(interaction, call.body)
        # The first follow-up to a deferred answer takes the place of "is thinking…".
        self._show(interaction, post, call.body, call)
        return 200, message_payloads.message(self._world, post)

    def _show(self, interaction: Interaction, post: Post, body: JSON, call: Call) -> None:
        self._world.write(post, body, call.files)
        if interaction.bot_is_there:
            announce(self._world, post)

    def _next_followup(self, interaction: Interaction, body: JSON) -> Post:
        if not interaction.bot_is_there and interaction.followups_sent >= _FOLLOWUPS_FROM_OUTSIDE:
            raise refusal(40094, off_spec=True)
        interaction.followups_sent += 1
        post = self._new_post(interaction, body)
        interaction.followups.append(post)
        return post

    def _post(self, call: Call) -> Post:
        interaction = self._known(call)
        wanted = call.path.get("message_id")
        if wanted is None:
            found = interaction.original
        else:
            posts = [*interaction.followups, interaction.original]
            found = next((post for post in posts if post and str(post.id) == wanted), None)
        if found is None or found.deleted:
            raise refusal(10008)
        return found

    def _get(self, call: Call) -> Answer:
        return 200, message_payloads.message(self._world, self._post(call))

    def _update(self, call: Call) -> Answer:
        post = self._post(call)
        judge_message(self._world, call, interaction=True, first=False)
        if post.loading and not shows_something(call.body, call.files):
            raise refusal(50006, off_spec=True)
        self._world.edit(post, call.body, call.files)
        return 200, message_payloads.message(self._world, post)

    def _delete(self, call: Call) -> Answer:
        post = self._post(call)
        post.deleted, post.loading = True, False
        return 204, None


def _possible(interaction: Interaction) -> set[Any]:
    """The response types that fit what happened."""
    if interaction.type == AUTOCOMPLETE:
        return {SUGGEST}
    possible = {SHOW, DEFER}
    if interaction.source is not None:
        possible |= {UPDATE, DEFER_UPDATE}
    if interaction.type != MODAL_SUBMIT:
        possible |= {MODAL}
    return possible
