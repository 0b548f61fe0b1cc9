"""Alembic's way in. `bot.storage.database` gives it a connection; its command line gives it none,
and then it works on the bot's own database. After a change of the tables, in a checkout:

    alembic upgrade head && alembic revision --autogenerate -m "what changes"
"""

import os
from typing import Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy import Connection

from bot.host.settings import Settings
from bot.storage.database import migrations
from bot.storage.tables import Instant, metadata


def render_item(kind: str, item: object, _: AutogenContext) -> str | Literal[False]:
    """A migration stands for itself: it must not change because a type of ours does."""
    return "sa.DateTime(timezone=True)" if isinstance(item, Instant) else False


def run(connection: Connection) -> None:
    """The migrations, in the transaction of this connection."""
    context.configure(
        connection=connection,
        target_metadata=metadata,
        render_item=render_item,
        render_as_batch=True,
    )
    context.run_migrations()


if given := context.config.attributes.get("connection"):
    run(given)
else:
    url = os.environ.get("DATABASE_URL") or Settings.model_fields["database_url"].default
    with migrations(url) as config:
        run(config.attributes["connection"])
