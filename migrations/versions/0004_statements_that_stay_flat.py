"""Statements that stay flat: what they look for is the beginning of an index, and the keys are known by
their fingerprints.

An older version of the bot beside a newer one writes promises without the chat; the newer one adds it.
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_PARTIAL = {
    "ix_people_until": ("people", ["until", "id"], "until IS NOT NULL"),
    "ix_follow_ups_free": ("follow_ups", ["chat", "due", "id"], "leased_until IS NULL"),
    "ix_follow_ups_leased": (
        "follow_ups",
        ["chat", "leased_until", "id"],
        "leased_until IS NOT NULL",
    ),
    "ix_follow_ups_no_chat": ("follow_ups", ["id"], "chat = ''"),
}


def upgrade() -> None:
    """There."""
    op.drop_index("ix_follow_ups_due", "follow_ups")
    chat = sa.Column("chat", sa.String(length=32), nullable=False, server_default="")
    op.add_column("follow_ups", chat)
    op.execute(
        "UPDATE follow_ups SET chat ="
        " (SELECT people.chat FROM people WHERE people.id = follow_ups.person_id)"
    )
    op.create_index("ix_people_touched_id", "people", ["touched", "id"])
    op.create_index("ix_follow_ups_asked", "follow_ups", ["asked"])
    for name, (table, columns, condition) in _PARTIAL.items():
        where = sa.text(condition)
        op.create_index(name, table, columns, sqlite_where=where, postgresql_where=where)
    op.create_table(
        "keys",
        sa.Column("fingerprint", sa.LargeBinary(), nullable=False),
        sa.Column("resealed", sa.Integer(), nullable=False),
        sa.Column("over", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("fingerprint", name=op.f("pk_keys")),
    )


def downgrade() -> None:
    """And back."""
    op.drop_table("keys")
    for name, (table, _, _) in _PARTIAL.items():
        op.drop_index(name, table)
    op.drop_index("ix_follow_ups_asked", "follow_ups")
    op.drop_index("ix_people_touched_id", "people")
    op.drop_column("follow_ups", "chat")
    op.create_index("ix_follow_ups_due", "follow_ups", ["due"])
