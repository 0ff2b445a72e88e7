"""Days that the operator sets to be off or worked; what leaves next is found however much waits."""

import sqlalchemy as sa
from alembic import op

revision = '0005'
down_revision = '0004'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'changedday',
        sa.Column('day', sa.Date(), nullable=False),
        sa.Column('working', sa.Boolean(), nullable=False),
        sa.Column('note', sa.String(length=200), nullable=False),
        sa.Column('changed_at', sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint('day', name=op.f('pk_changedday')),
    )
    waiting = sa.text('ended_at IS NULL')
    op.create_index('ix_outgoing_next', 'outgoing', [sa.text('urgent DESC'), 'id'], sqlite_where=waiting, postgresql_where=waiting)


def downgrade() -> None:
    op.drop_index('ix_outgoing_next', 'outgoing')
    op.drop_table('changedday')
