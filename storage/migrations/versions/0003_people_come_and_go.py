"""People come and go: capacities, hand-overs, leave, when somebody wrote last, for whom a clerk enters; papers in the outbox."""

import sqlalchemy as sa
from alembic import op

revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None

CAPACITY = sa.Enum('holder', 'deputy', 'clerk', name='capacity', native_enum=False, create_constraint=True, length=32)


def upgrade() -> None:
    with op.batch_alter_table('person') as table:
        table.add_column(sa.Column('last_wrote_on', sa.Date(), nullable=True))
        table.add_column(sa.Column('unreachable_why', sa.String(length=16), nullable=True))
    with op.batch_alter_table('role') as table:
        table.add_column(sa.Column('capacity', CAPACITY, nullable=False, server_default='holder'))
    with op.batch_alter_table('role') as table:
        table.alter_column('capacity', server_default=None)
    with op.batch_alter_table('invitation') as table:
        table.add_column(sa.Column('capacity', CAPACITY, nullable=False, server_default='holder'))
        table.add_column(sa.Column('replaces', sa.Integer(), nullable=True))
        table.create_foreign_key(op.f('fk_invitation_replaces_role'), 'role', ['replaces'], ['id'])
    with op.batch_alter_table('invitation') as table:
        table.alter_column('capacity', server_default=None)
    # Not in batch mode, which would rebuild the table on SQLite, without the triggers that protect it.
    op.execute('ALTER TABLE report ADD COLUMN entered_for INTEGER '
               'CONSTRAINT fk_report_entered_for_person REFERENCES person (id)')
    op.create_table(
        'enclosure',
        sa.Column('effect', sa.String(length=96), nullable=False),
        sa.Column('name', sa.String(length=120), nullable=False),
        sa.Column('content', sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint('effect', name=op.f('pk_enclosure')),
    )
    op.create_table(
        'leave',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('person_id', sa.Integer(), nullable=False),
        sa.Column('first_day', sa.Date(), nullable=False),
        sa.Column('last_day', sa.Date(), nullable=False),
        sa.Column('back_on', sa.Date(), nullable=True),
        sa.Column('noted_at', sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_leave_person_id_person')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_leave')),
    )
    with op.batch_alter_table('leave') as table:
        table.create_index(op.f('ix_leave_person_id'), ['person_id'], unique=False)


def downgrade() -> None:
    op.drop_table('leave')
    op.drop_table('enclosure')
    if op.get_bind().dialect.name == 'postgresql':
        op.execute('ALTER TABLE report DROP CONSTRAINT fk_report_entered_for_person')
        op.execute('ALTER TABLE report DROP COLUMN entered_for')
    # SQLite cannot drop a column that refers to another table without a rebuild, which would lose the triggers: it stays.
    with op.batch_alter_table('invitation') as table:
        table.drop_constraint(op.f('fk_invitation_replaces_role'), type_='foreignkey')
        table.drop_column('replaces')
        table.drop_column('capacity')
    with op.batch_alter_table('role') as table:
        table.drop_column('capacity')
    with op.batch_alter_table('person') as table:
        table.drop_column('unreachable_why')
        table.drop_column('last_wrote_on')
