"""An admission's days: when the branch received the decision, and when the ceremony was."""

import sqlalchemy as sa
from alembic import op

revision = '0007'
down_revision = '0006'
branch_labels = None
depends_on = None

COLUMNS = ('received_on', 'ceremony_on')


def upgrade() -> None:
    # Not in batch mode, which would rebuild the table on SQLite, without the triggers that protect it.
    for column in COLUMNS:
        op.add_column('report', sa.Column(column, sa.Date(), nullable=True))


def downgrade() -> None:
    for column in COLUMNS:
        op.drop_column('report', column)
