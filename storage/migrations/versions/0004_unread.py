"""Kinds of messages that were not understood, a row each: a day and a shape."""

import sqlalchemy as sa
from alembic import op

revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'unread',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('day', sa.Date(), nullable=False),
        sa.Column('shape', sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_unread')),
    )
    with op.batch_alter_table('unread') as table:
        table.create_index(op.f('ix_unread_day'), ['day'], unique=False)


def downgrade() -> None:
    op.drop_table('unread')
