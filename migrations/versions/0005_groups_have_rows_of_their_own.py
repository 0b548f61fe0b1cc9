"""Groups and servers have rows of their own.

A group's language was stored as a person's, with nothing else, and without the key such a row cannot
be told from that of a person who has only chosen a language. So nothing is moved here: a group's row
moves when the group is first heard of again (`bot.storage.groups`), and one that is not heard of for a
year is erased with the people who are silent.
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """There."""
    op.create_table(
        "groups",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("chat", sa.String(length=32), nullable=False),
        sa.Column("mark", sa.LargeBinary(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("touched", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_groups")),
        sa.UniqueConstraint("mark", name=op.f("uq_groups_mark")),
    )


def downgrade() -> None:
    """And back: groups are spoken to in their members' languages again."""
    op.drop_table("groups")
