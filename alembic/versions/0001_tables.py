"""The tables of the foundation; nobody but their owner may use them until the walls stand."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = '0001'
down_revision = None
branch_labels = None
depends_on = None

TABLES = ('workout_set', 'workout_exercise', 'template_exercise', 'workout', 'template_version', 'template', 'sync_operation', 'sync_cursor', 'exercise', 'coach_assignment', 'refresh_family', 'outbox_event', 'membership', 'browser_session', 'audit_entry', 'tenant', 'platform_admin', 'user_account', 'organisation')


def upgrade() -> None:
    op.create_table('organisation',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_organisation'))
    )
    op.create_table('user_account',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('email', sa.String(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('password_hash', sa.String(), nullable=False),
    sa.CheckConstraint("email = lower(email) and position('@' in email) > 1", name=op.f('ck_user_account_email')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_user_account')),
    sa.UniqueConstraint('email', name=op.f('uq_user_account_email'))
    )
    op.create_table('platform_admin',
    sa.Column('user_id', sa.Uuid(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['user_id'], ['user_account.id'], name=op.f('fk_platform_admin_user_id')),
    sa.PrimaryKeyConstraint('user_id', name=op.f('pk_platform_admin'))
    )
    op.create_table('tenant',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('organisation_id', sa.Uuid(), nullable=False),
    sa.Column('slug', sa.String(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('branding', postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'{}'"), nullable=False),
    sa.Column('isolation', sa.String(), server_default='row', nullable=False),
    sa.Column('status', sa.String(), server_default='active', nullable=False),
    sa.CheckConstraint("isolation in ('row', 'schema', 'database')", name=op.f('ck_tenant_isolation')),
    sa.CheckConstraint("slug ~ '^[a-z0-9](-?[a-z0-9]){1,38}$'", name=op.f('ck_tenant_slug')),
    sa.CheckConstraint("status in ('active', 'suspended')", name=op.f('ck_tenant_status')),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_tenant_organisation_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_tenant')),
    sa.UniqueConstraint('organisation_id', 'id', name=op.f('uq_tenant_organisation_id_id')),
    sa.UniqueConstraint('slug', name=op.f('uq_tenant_slug'))
    )
    op.create_table('audit_entry',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('tenant_id', sa.Uuid(), nullable=True),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('actor_id', sa.Uuid(), nullable=True),
    sa.Column('action', sa.String(), nullable=False),
    sa.Column('entity', sa.String(), nullable=False),
    sa.Column('entity_id', sa.Uuid(), nullable=True),
    sa.Column('rows', sa.Integer(), nullable=False),
    sa.Column('changes', postgresql.JSONB(astext_type=sa.Text()), nullable=True),
    sa.ForeignKeyConstraint(['tenant_id'], ['tenant.id'], name=op.f('fk_audit_entry_tenant_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_audit_entry'))
    )
    op.create_index('ix_audit_entry_tenant_id_at', 'audit_entry', ['tenant_id', sa.literal_column('at desc')], unique=False)
    op.create_table('browser_session',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('user_id', sa.Uuid(), nullable=False),
    sa.Column('tenant_id', sa.Uuid(), nullable=True),
    sa.Column('token_hash', sa.LargeBinary(), nullable=False),
    sa.Column('device', sa.String(), nullable=False),
    sa.Column('address', sa.String(), nullable=False),
    sa.Column('last_seen_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('revoked_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['tenant_id'], ['tenant.id'], name=op.f('fk_browser_session_tenant_id')),
    sa.ForeignKeyConstraint(['user_id'], ['user_account.id'], name=op.f('fk_browser_session_user_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_browser_session')),
    sa.UniqueConstraint('token_hash', name=op.f('uq_browser_session_token_hash'))
    )
    op.create_index('ix_browser_session_user_id', 'browser_session', ['user_id'], unique=False)
    op.create_table('membership',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('tenant_id', sa.Uuid(), nullable=False),
    sa.Column('user_id', sa.Uuid(), nullable=False),
    sa.Column('role', sa.String(), nullable=False),
    sa.Column('disabled_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint("role in ('athlete', 'scheduler', 'coach', 'tenant_admin', 'org_admin')", name=op.f('ck_membership_role')),
    sa.ForeignKeyConstraint(['tenant_id'], ['tenant.id'], name=op.f('fk_membership_tenant_id')),
    sa.ForeignKeyConstraint(['user_id'], ['user_account.id'], name=op.f('fk_membership_user_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_membership')),
    sa.UniqueConstraint('tenant_id', 'id', name=op.f('uq_membership_tenant_id_id')),
    sa.UniqueConstraint('tenant_id', 'user_id', name=op.f('uq_membership_tenant_id_user_id'))
    )
    op.create_index('ix_membership_user_id', 'membership', ['user_id'], unique=False)
    op.create_table('outbox_event',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('tenant_id', sa.Uuid(), nullable=True),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('payload', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('actor_id', sa.Uuid(), nullable=True),
    sa.Column('published_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['tenant_id'], ['tenant.id'], name=op.f('fk_outbox_event_tenant_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_outbox_event'))
    )
    op.create_index('ix_outbox_event_waiting', 'outbox_event', ['id'], unique=False, postgresql_where=sa.text('published_at is null'))
    op.create_table('refresh_family',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('user_id', sa.Uuid(), nullable=False),
    sa.Column('tenant_id', sa.Uuid(), nullable=True),
    sa.Column('client', sa.String(), nullable=False),
    sa.Column('generation', sa.Integer(), nullable=False),
    sa.Column('token_hash', sa.LargeBinary(), nullable=False),
    sa.Column('rotated_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('revoked_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['tenant_id'], ['tenant.id'], name=op.f('fk_refresh_family_tenant_id')),
    sa.ForeignKeyConstraint(['user_id'], ['user_account.id'], name=op.f('fk_refresh_family_user_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_refresh_family'))
    )
    op.create_index('ix_refresh_family_user_id', 'refresh_family', ['user_id'], unique=False)
    op.create_table('coach_assignment',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('tenant_id', sa.Uuid(), nullable=False),
    sa.Column('coach_id', sa.Uuid(), nullable=False),
    sa.Column('member_id', sa.Uuid(), nullable=False),
    sa.CheckConstraint('coach_id <> member_id', name=op.f('ck_coach_assignment_two_people')),
    sa.ForeignKeyConstraint(['tenant_id', 'coach_id'], ['membership.tenant_id', 'membership.user_id'], name=op.f('fk_coach_assignment_tenant_id_coach_id')),
    sa.ForeignKeyConstraint(['tenant_id', 'member_id'], ['membership.tenant_id', 'membership.user_id'], name=op.f('fk_coach_assignment_tenant_id_member_id')),
    sa.ForeignKeyConstraint(['tenant_id'], ['tenant.id'], name=op.f('fk_coach_assignment_tenant_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_coach_assignment')),
    sa.UniqueConstraint('tenant_id', 'coach_id', 'member_id', name=op.f('uq_coach_assignment_tenant_id_coach_id_member_id')),
    sa.UniqueConstraint('tenant_id', 'id', name=op.f('uq_coach_assignment_tenant_id_id'))
    )
    op.create_index('ix_coach_assignment_member', 'coach_assignment', ['tenant_id', 'member_id'], unique=False)
    op.create_table('exercise',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('tenant_id', sa.Uuid(), nullable=True),
    sa.Column('tenant_key', sa.Uuid(), sa.Computed("coalesce(tenant_id, '00000000-0000-0000-0000-000000000000'::uuid)", persisted=True), nullable=False),
    sa.Column('scope', sa.String(), nullable=False),
    sa.Column('owner_id', sa.Uuid(), nullable=True),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('name_key', sa.String(), nullable=False),
    sa.Column('aliases', postgresql.ARRAY(sa.String()), server_default='{}', nullable=False),
    sa.Column('muscle', sa.String(), nullable=False),
    sa.Column('secondary_muscles', postgresql.ARRAY(sa.String()), server_default='{}', nullable=False),
    sa.Column('equipment', sa.String(), nullable=False),
    sa.Column('category', sa.String(), nullable=False),
    sa.Column('force', sa.String(), nullable=False),
    sa.Column('mechanic', sa.String(), nullable=False),
    sa.Column('level', sa.String(), nullable=False),
    sa.Column('is_unilateral', sa.Boolean(), nullable=False),
    sa.Column('measured_by', sa.String(), nullable=False),
    sa.Column('rest_seconds', sa.Integer(), nullable=False),
    sa.Column('archived_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint("(scope = 'system') = (tenant_id is null) and (scope = 'user') <= (owner_id is not null)", name=op.f('ck_exercise_owner')),
    sa.CheckConstraint("measured_by in ('weight_reps', 'bodyweight_reps', 'assisted_reps', 'reps', 'duration', 'distance_duration', 'weight_distance')", name=op.f('ck_exercise_measured_by')),
    sa.CheckConstraint("scope in ('system', 'tenant', 'user')", name=op.f('ck_exercise_scope')),
    sa.ForeignKeyConstraint(['tenant_id', 'owner_id'], ['membership.tenant_id', 'membership.user_id'], name=op.f('fk_exercise_tenant_id_owner_id')),
    sa.ForeignKeyConstraint(['tenant_id'], ['tenant.id'], name=op.f('fk_exercise_tenant_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_exercise')),
    sa.UniqueConstraint('tenant_key', 'id', name=op.f('uq_exercise_tenant_key_id'))
    )
    op.create_index('ix_exercise_tenant_key_name', 'exercise', ['tenant_key', 'name_key'], unique=False)
    op.create_index('uq_exercise_live_name', 'exercise', ['tenant_key', 'name_key'], unique=True, postgresql_where=sa.text("archived_at is null and scope <> 'user'"))
    op.create_index('uq_exercise_live_name_of_owner', 'exercise', ['tenant_key', 'owner_id', 'name_key'], unique=True, postgresql_where=sa.text("archived_at is null and scope = 'user'"))
    op.create_table('sync_cursor',
    sa.Column('tenant_id', sa.Uuid(), nullable=False),
    sa.Column('member_id', sa.Uuid(), nullable=False),
    sa.Column('revision', sa.BigInteger(), nullable=False),
    sa.ForeignKeyConstraint(['tenant_id', 'member_id'], ['membership.tenant_id', 'membership.user_id'], name=op.f('fk_sync_cursor_tenant_id_member_id')),
    sa.ForeignKeyConstraint(['tenant_id'], ['tenant.id'], name=op.f('fk_sync_cursor_tenant_id')),
    sa.PrimaryKeyConstraint('tenant_id', 'member_id', name=op.f('pk_sync_cursor'))
    )
    op.create_table('sync_operation',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('tenant_id', sa.Uuid(), nullable=False),
    sa.Column('op_id', sa.Uuid(), nullable=False),
    sa.Column('member_id', sa.Uuid(), nullable=False),
    sa.Column('device_id', sa.Uuid(), nullable=False),
    sa.Column('seq', sa.BigInteger(), nullable=False),
    sa.Column('entity', sa.String(), nullable=False),
    sa.Column('entity_id', sa.Uuid(), nullable=False),
    sa.Column('fields', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('status', sa.String(), nullable=False),
    sa.Column('reason', sa.String(), nullable=True),
    sa.ForeignKeyConstraint(['tenant_id', 'member_id'], ['membership.tenant_id', 'membership.user_id'], name=op.f('fk_sync_operation_tenant_id_member_id')),
    sa.ForeignKeyConstraint(['tenant_id'], ['tenant.id'], name=op.f('fk_sync_operation_tenant_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_sync_operation')),
    sa.UniqueConstraint('tenant_id', 'id', name=op.f('uq_sync_operation_tenant_id_id')),
    sa.UniqueConstraint('tenant_id', 'op_id', name=op.f('uq_sync_operation_tenant_id_op_id'))
    )
    op.create_index('ix_sync_operation_entity', 'sync_operation', ['tenant_id', 'entity_id'], unique=False)
    op.create_table('template',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('tenant_id', sa.Uuid(), nullable=True),
    sa.Column('tenant_key', sa.Uuid(), sa.Computed("coalesce(tenant_id, '00000000-0000-0000-0000-000000000000'::uuid)", persisted=True), nullable=False),
    sa.Column('scope', sa.String(), nullable=False),
    sa.Column('owner_id', sa.Uuid(), nullable=True),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('name_key', sa.String(), nullable=False),
    sa.Column('description', sa.String(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('archived_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint("(scope = 'user') <= (owner_id is not null) and (scope = 'system') <= (owner_id is null)", name=op.f('ck_template_owner')),
    sa.CheckConstraint("(scope = 'system') = (tenant_id is null)", name=op.f('ck_template_tenant')),
    sa.CheckConstraint("scope in ('system', 'tenant', 'user')", name=op.f('ck_template_scope')),
    sa.ForeignKeyConstraint(['tenant_id', 'owner_id'], ['membership.tenant_id', 'membership.user_id'], name=op.f('fk_template_tenant_id_owner_id')),
    sa.ForeignKeyConstraint(['tenant_id'], ['tenant.id'], name=op.f('fk_template_tenant_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_template')),
    sa.UniqueConstraint('tenant_key', 'id', name=op.f('uq_template_tenant_key_id'))
    )
    op.create_index('ix_template_tenant_key_name', 'template', ['tenant_key', 'name_key'], unique=False)
    op.create_table('template_version',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('tenant_id', sa.Uuid(), nullable=True),
    sa.Column('tenant_key', sa.Uuid(), sa.Computed("coalesce(tenant_id, '00000000-0000-0000-0000-000000000000'::uuid)", persisted=True), nullable=False),
    sa.Column('template_id', sa.Uuid(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('author_id', sa.Uuid(), nullable=True),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('description', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['tenant_id'], ['tenant.id'], name=op.f('fk_template_version_tenant_id')),
    sa.ForeignKeyConstraint(['tenant_key', 'template_id'], ['template.tenant_key', 'template.id'], name=op.f('fk_template_version_tenant_key_template_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_template_version')),
    sa.UniqueConstraint('tenant_key', 'id', name=op.f('uq_template_version_tenant_key_id')),
    sa.UniqueConstraint('tenant_key', 'template_id', 'number', name=op.f('uq_template_version_tenant_key_template_id_number'))
    )
    op.create_table('workout',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('revision', sa.BigInteger(), nullable=False),
    sa.Column('clocks', postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'{}'"), nullable=False),
    sa.Column('deleted_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('tenant_id', sa.Uuid(), nullable=False),
    sa.Column('member_id', sa.Uuid(), nullable=False),
    sa.Column('title', sa.String(), nullable=False),
    sa.Column('template_id', sa.Uuid(), nullable=True),
    sa.Column('template_home', sa.Uuid(), nullable=True),
    sa.Column('template_version', sa.Integer(), nullable=True),
    sa.Column('started_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('finished_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('note', sa.String(), nullable=False),
    sa.Column('source', sa.String(), server_default='app', nullable=False),
    sa.Column('import_key', sa.String(), nullable=True),
    sa.CheckConstraint("(template_home is null) = (template_id is null) and template_home in (coalesce(tenant_id, '00000000-0000-0000-0000-000000000000'::uuid), '00000000-0000-0000-0000-000000000000'::uuid)", name=op.f('ck_workout_template_home')),
    sa.CheckConstraint('finished_at >= started_at', name=op.f('ck_workout_ends_after_it_starts')),
    sa.ForeignKeyConstraint(['template_home', 'template_id'], ['template.tenant_key', 'template.id'], name=op.f('fk_workout_template_home_template_id')),
    sa.ForeignKeyConstraint(['tenant_id', 'member_id'], ['membership.tenant_id', 'membership.user_id'], name=op.f('fk_workout_tenant_id_member_id')),
    sa.ForeignKeyConstraint(['tenant_id'], ['tenant.id'], name=op.f('fk_workout_tenant_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_workout')),
    sa.UniqueConstraint('tenant_id', 'id', name=op.f('uq_workout_tenant_id_id'))
    )
    op.create_index('ix_workout_member_revision', 'workout', ['tenant_id', 'member_id', 'revision'], unique=False)
    op.create_index('ix_workout_member_started', 'workout', ['tenant_id', 'member_id', sa.literal_column('started_at desc'), sa.literal_column('id desc')], unique=False)
    op.create_index('uq_workout_import_key', 'workout', ['tenant_id', 'member_id', 'import_key'], unique=True, postgresql_where=sa.text('import_key is not null'))
    op.create_table('template_exercise',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('tenant_id', sa.Uuid(), nullable=True),
    sa.Column('tenant_key', sa.Uuid(), sa.Computed("coalesce(tenant_id, '00000000-0000-0000-0000-000000000000'::uuid)", persisted=True), nullable=False),
    sa.Column('version_id', sa.Uuid(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('exercise_id', sa.Uuid(), nullable=False),
    sa.Column('exercise_home', sa.Uuid(), nullable=False),
    sa.Column('sets', sa.Integer(), nullable=False),
    sa.Column('reps_min', sa.Integer(), nullable=False),
    sa.Column('reps_max', sa.Integer(), nullable=False),
    sa.Column('weight_kg', sa.Numeric(precision=9, scale=4), nullable=True),
    sa.Column('rpe', sa.Numeric(precision=3, scale=1), nullable=True),
    sa.Column('rest_seconds', sa.Integer(), nullable=False),
    sa.Column('note', sa.String(), nullable=False),
    sa.CheckConstraint("(exercise_home is null) = (exercise_id is null) and exercise_home in (coalesce(tenant_id, '00000000-0000-0000-0000-000000000000'::uuid), '00000000-0000-0000-0000-000000000000'::uuid)", name=op.f('ck_template_exercise_exercise_home')),
    sa.CheckConstraint('position between 0 and 19', name=op.f('ck_template_exercise_position')),
    sa.CheckConstraint('reps_min >= 1 and reps_max >= reps_min and reps_max <= 1000', name=op.f('ck_template_exercise_reps')),
    sa.CheckConstraint('sets between 1 and 20', name=op.f('ck_template_exercise_sets')),
    sa.ForeignKeyConstraint(['exercise_home', 'exercise_id'], ['exercise.tenant_key', 'exercise.id'], name=op.f('fk_template_exercise_exercise_home_exercise_id')),
    sa.ForeignKeyConstraint(['tenant_id'], ['tenant.id'], name=op.f('fk_template_exercise_tenant_id')),
    sa.ForeignKeyConstraint(['tenant_key', 'version_id'], ['template_version.tenant_key', 'template_version.id'], name=op.f('fk_template_exercise_tenant_key_version_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_template_exercise')),
    sa.UniqueConstraint('tenant_key', 'version_id', 'exercise_id', name=op.f('uq_template_exercise_tenant_key_version_id_exercise_id')),
    sa.UniqueConstraint('tenant_key', 'version_id', 'position', name=op.f('uq_template_exercise_tenant_key_version_id_position'))
    )
    op.create_table('workout_exercise',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('revision', sa.BigInteger(), nullable=False),
    sa.Column('clocks', postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'{}'"), nullable=False),
    sa.Column('deleted_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('tenant_id', sa.Uuid(), nullable=False),
    sa.Column('workout_id', sa.Uuid(), nullable=False),
    sa.Column('member_id', sa.Uuid(), nullable=False),
    sa.Column('exercise_id', sa.Uuid(), nullable=False),
    sa.Column('exercise_home', sa.Uuid(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('rest_seconds', sa.Integer(), nullable=False),
    sa.Column('note', sa.String(), nullable=False),
    sa.CheckConstraint("(exercise_home is null) = (exercise_id is null) and exercise_home in (coalesce(tenant_id, '00000000-0000-0000-0000-000000000000'::uuid), '00000000-0000-0000-0000-000000000000'::uuid)", name=op.f('ck_workout_exercise_exercise_home')),
    sa.ForeignKeyConstraint(['exercise_home', 'exercise_id'], ['exercise.tenant_key', 'exercise.id'], name=op.f('fk_workout_exercise_exercise_home_exercise_id')),
    sa.ForeignKeyConstraint(['tenant_id', 'workout_id'], ['workout.tenant_id', 'workout.id'], name=op.f('fk_workout_exercise_tenant_id_workout_id')),
    sa.ForeignKeyConstraint(['tenant_id'], ['tenant.id'], name=op.f('fk_workout_exercise_tenant_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_workout_exercise')),
    sa.UniqueConstraint('tenant_id', 'id', name=op.f('uq_workout_exercise_tenant_id_id'))
    )
    op.create_index('ix_workout_exercise_member_revision', 'workout_exercise', ['tenant_id', 'member_id', 'revision'], unique=False)
    op.create_index('ix_workout_exercise_workout', 'workout_exercise', ['tenant_id', 'workout_id'], unique=False)
    op.create_table('workout_set',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('revision', sa.BigInteger(), nullable=False),
    sa.Column('clocks', postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'{}'"), nullable=False),
    sa.Column('deleted_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('tenant_id', sa.Uuid(), nullable=False),
    sa.Column('workout_id', sa.Uuid(), nullable=False),
    sa.Column('workout_exercise_id', sa.Uuid(), nullable=False),
    sa.Column('member_id', sa.Uuid(), nullable=False),
    sa.Column('exercise_id', sa.Uuid(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('weight_kg', sa.Numeric(precision=9, scale=4), nullable=True),
    sa.Column('reps', sa.Integer(), nullable=True),
    sa.Column('rpe', sa.Numeric(precision=3, scale=1), nullable=True),
    sa.Column('duration_seconds', sa.Integer(), nullable=True),
    sa.Column('distance_m', sa.Numeric(precision=10, scale=2), nullable=True),
    sa.Column('done_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint("kind in ('warmup', 'working', 'drop', 'failure')", name=op.f('ck_workout_set_kind')),
    sa.CheckConstraint('distance_m between 0 and 1000000', name=op.f('ck_workout_set_distance_m')),
    sa.CheckConstraint('duration_seconds between 0 and 604800', name=op.f('ck_workout_set_duration_seconds')),
    sa.CheckConstraint('reps between 0 and 10000', name=op.f('ck_workout_set_reps')),
    sa.CheckConstraint('rpe between 1 and 10', name=op.f('ck_workout_set_rpe')),
    sa.CheckConstraint('weight_kg between -500 and 5000', name=op.f('ck_workout_set_weight_kg')),
    sa.ForeignKeyConstraint(['tenant_id', 'workout_exercise_id'], ['workout_exercise.tenant_id', 'workout_exercise.id'], name=op.f('fk_workout_set_tenant_id_workout_exercise_id')),
    sa.ForeignKeyConstraint(['tenant_id', 'workout_id'], ['workout.tenant_id', 'workout.id'], name=op.f('fk_workout_set_tenant_id_workout_id')),
    sa.ForeignKeyConstraint(['tenant_id'], ['tenant.id'], name=op.f('fk_workout_set_tenant_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_workout_set')),
    sa.UniqueConstraint('tenant_id', 'id', name=op.f('uq_workout_set_tenant_id_id'))
    )
    op.create_index('ix_workout_set_exercise', 'workout_set', ['tenant_id', 'member_id', 'exercise_id', sa.literal_column('done_at desc')], unique=False)
    op.create_index('ix_workout_set_member_revision', 'workout_set', ['tenant_id', 'member_id', 'revision'], unique=False)
    op.create_index('ix_workout_set_workout', 'workout_set', ['tenant_id', 'workout_id'], unique=False)


def downgrade() -> None:
    for table in TABLES:
        op.drop_table(table)
