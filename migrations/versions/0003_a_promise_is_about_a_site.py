"""A promise is about a site: one of each kind for each, and not for all of them together.

Those there are get the empty name, which is that of the site at home. An older version of the bot
beside a newer one goes on writing these.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

# SQLite copies the table: what reflection does not tell of it is said here.
_BATCH: dict[str, Any] = {
    "naming_convention": {"uq": "uq_%(table_name)s_%(column_0_N_name)s"},
    "table_kwargs": {"sqlite_autoincrement": True},
}


def upgrade() -> None:
    """There."""
    with op.batch_alter_table("follow_ups", **_BATCH) as table:
        table.add_column(sa.Column("site", sa.String(length=32), nullable=False, server_default=""))
        table.drop_constraint("uq_follow_ups_person_id_kind", type_="unique")
        table.create_unique_constraint(
            "uq_follow_ups_person_id_site_kind", ["person_id", "site", "kind"]
        )


def downgrade() -> None:
    """And back: promises about other sites are given up."""
    op.execute("DELETE FROM follow_ups WHERE site <> ''")
    with op.batch_alter_table("follow_ups", **_BATCH) as table:
        table.drop_constraint("uq_follow_ups_person_id_site_kind", type_="unique")
        table.create_unique_constraint("uq_follow_ups_person_id_kind", ["person_id", "kind"])
        table.drop_column("site")
