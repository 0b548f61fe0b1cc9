"""Alembic's way in. `bot.storage.database` gives it a connection; its command line gives it none,
and then it asks for one to `DATABASE_URL`: `alembic revision --autogenerate -m "what changes"`.
"""

import os
from typing import Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy import Connection

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
    with migrations(os.environ.get("DATABASE_URL", "sqlite:///bot.db")) as config:
        run(config.attributes["connection"])
