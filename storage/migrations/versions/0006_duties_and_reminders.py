"""What is said of duties, reminders with what they tell of, how people wish to be reminded."""

from importlib import import_module

import sqlalchemy as sa
from alembic import op

revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None

ACT = sa.Enum('done', 'reopened', 'excused', 'moved', 'promised', 'urged', name='dutyact', native_enum=False,
              create_constraint=True, length=32)


def upgrade() -> None:
    op.create_table(
        'dutyevent',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('effect', sa.String(length=96), nullable=False),
        sa.Column('duty', sa.String(length=16), nullable=False),
        sa.Column('code', sa.String(length=200), nullable=False),
        sa.Column('organization_id', sa.String(length=64), nullable=False),
        sa.Column('period', sa.String(length=10), nullable=False),
        sa.Column('act', ACT, nullable=False),
        sa.Column('day', sa.Date(), nullable=True),
        sa.Column('reason', sa.String(length=200), nullable=False),
        sa.Column('person_id', sa.Integer(), nullable=False),
        sa.Column('at', sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(['organization_id'], ['organization.id'], name=op.f('fk_dutyevent_organization_id_organization')),
        sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_dutyevent_person_id_person')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_dutyevent')),
        sa.UniqueConstraint('effect', name=op.f('uq_dutyevent_effect')),
    )
    op.create_index('ix_dutyevent_duty', 'dutyevent', ['duty'], unique=False)
    op.create_index(op.f('ix_dutyevent_organization_id'), 'dutyevent', ['organization_id'], unique=False)
    op.create_table(
        'wish',
        sa.Column('person_id', sa.Integer(), nullable=False),
        sa.Column('days_before', sa.Integer(), nullable=True),
        sa.Column('silent', sa.Boolean(), nullable=False),
        sa.Column('digest', sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_wish_person_id_person')),
        sa.PrimaryKeyConstraint('person_id', name=op.f('pk_wish')),
    )
    op.create_table(
        'reminder',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('person_id', sa.Integer(), nullable=False),
        sa.Column('day', sa.Date(), nullable=False),
        sa.Column('effect', sa.String(length=96), nullable=False),
        sa.Column('digest', sa.Boolean(), nullable=False),
        sa.Column('called_off', sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_reminder_person_id_person')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_reminder')),
        sa.UniqueConstraint('effect', name=op.f('uq_reminder_effect')),
        sa.UniqueConstraint('person_id', 'day', name=op.f('uq_reminder_person_id')),
    )
    op.create_table(
        'reminderitem',
        sa.Column('reminder_id', sa.Integer(), nullable=False),
        sa.Column('duty', sa.String(length=16), nullable=False),
        sa.Column('why', sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(['reminder_id'], ['reminder.id'], name=op.f('fk_reminderitem_reminder_id_reminder')),
        sa.PrimaryKeyConstraint('reminder_id', 'duty', name=op.f('pk_reminderitem')),
    )
    import_module('storage.migrations.versions.0002_append_only').protect('dutyevent')


def downgrade() -> None:
    for table in ('reminderitem', 'reminder', 'wish', 'dutyevent'):
        op.drop_table(table)
