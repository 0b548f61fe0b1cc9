"""How long the question of the last follow-up is kept."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """There."""
    op.add_column("people", sa.Column("until", sa.Date(), nullable=True))


def downgrade() -> None:
    """And back."""
    op.drop_column("people", "until")
