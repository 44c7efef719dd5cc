"""The library: guides, words to find an exercise by, use, hiding and merging."""

import orjson
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

from alembic import op
from rythm.core import rls
from rythm.exercises import words

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

SYSTEM = "'00000000-0000-0000-0000-000000000000'::uuid"
HOME = f"coalesce(tenant_id, {SYSTEM})"
ADDED = ("edited_at", "guide", "merged_into_id", "merged_into_home")
INCLUDED = (
    "exercise_id", "tenant_id", "owner_id", "kind", "is_common", "name_key", "muscles", "equipment", "level",
)
SHARED = ("exercise_word", "exercise_spelling")
TENANT = ("exercise_use", "exercise_hiding")

# What members did until now, workout by workout.
USES = """
insert into exercise_use (tenant_id, member_id, exercise_id, exercise_home, uses, last_used_at)
select s.tenant_id, s.member_id, s.exercise_id, min(e.exercise_home::text)::uuid, count(distinct s.workout_id), max(s.done_at)
from workout_set s
join workout_exercise e on e.tenant_id = s.tenant_id and e.id = s.workout_exercise_id and e.deleted_at is null
join workout w on w.tenant_id = s.tenant_id and w.id = s.workout_id and w.deleted_at is null and w.finished_at is not null
where s.done_at is not null and s.deleted_at is null
group by s.tenant_id, s.member_id, s.exercise_id
"""

# Built-in exercises that an administrator has changed stay as they are.
EDITED = """
update exercise set edited_at = told.at
from (select entity_id, max(created_at) at from audit_entry
      where entity = 'exercise' and action = 'update' and actor_id is not null group by entity_id) told
where told.entity_id = exercise.id
"""


def upgrade() -> None:
    op.add_column("exercise", sa.Column("edited_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("exercise", sa.Column("guide", postgresql.JSONB(none_as_null=True), nullable=True))
    op.add_column("exercise", sa.Column("merged_into_id", sa.Uuid(), nullable=True))
    op.add_column("exercise", sa.Column("merged_into_home", sa.Uuid(), nullable=True))
    op.create_foreign_key(
        op.f("fk_exercise_merged_into_home_merged_into_id"), "exercise", "exercise",
        ["merged_into_home", "merged_into_id"], ["tenant_key", "id"],
    )  # fmt: skip
    for name, condition in (
        ("merged_into_home", f"(merged_into_home is null) = (merged_into_id is null) and merged_into_home in ({HOME}, {SYSTEM})"),
        ("merged_is_archived", "merged_into_id is null or archived_at is not null"),
        ("guide", "octet_length(guide::text) <= 20000"),
    ):
        op.create_check_constraint(op.f(f"ck_exercise_{name}"), "exercise", condition)
    _create_words()
    _create_use_and_hiding()
    for statement in (
        *(line for table in SHARED for line in (*rls.wall_shared(table), *rls.grant(table))),
        *(line for table in TENANT for line in (*rls.wall_tenant(table), *rls.grant(table))),
        *rls.audited("exercise_hiding"),
    ):
        op.execute(statement.replace(":", r"\:"))
    _carry_over()


def _tenant_key() -> sa.Column:
    return sa.Column("tenant_key", sa.Uuid(), sa.Computed(HOME, persisted=True), nullable=False)


def _create_words() -> None:
    op.create_table(
        "exercise_word",
        sa.Column("tenant_id", sa.Uuid(), nullable=True),
        _tenant_key(),
        sa.Column("exercise_id", sa.Uuid(), nullable=False),
        sa.Column("word", sa.String(collation="C"), nullable=False),
        sa.Column("kind", sa.SmallInteger(), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=True),
        sa.Column("is_common", sa.Boolean(), nullable=False),
        sa.Column("name_key", sa.String(), nullable=False),
        sa.Column("muscles", postgresql.ARRAY(sa.String()), nullable=False),
        sa.Column("equipment", sa.String(), nullable=False),
        sa.Column("level", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_key", "exercise_id"], ["exercise.tenant_key", "exercise.id"],
            name=op.f("fk_exercise_word_tenant_key_exercise_id"), ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name=op.f("fk_exercise_word_tenant_id")),
        sa.PrimaryKeyConstraint("exercise_id", "word", name=op.f("pk_exercise_word")),
    )  # fmt: skip
    op.create_index(
        "ix_exercise_word_tenant_key_word", "exercise_word", ["tenant_key", "word"], postgresql_include=INCLUDED
    )
    # Searches read the index alone, as long as the table was vacuumed since its pages changed.
    op.execute(
        "alter table exercise_word "
        "set (autovacuum_vacuum_insert_scale_factor = 0.02, autovacuum_vacuum_scale_factor = 0.05)"
    )
    op.create_table(
        "exercise_spelling",
        sa.Column("tenant_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        _tenant_key(),
        sa.Column("spelling", sa.String(collation="C"), nullable=False),
        sa.Column("word", sa.String(collation="C"), nullable=False),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name=op.f("fk_exercise_spelling_tenant_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exercise_spelling")),
        sa.UniqueConstraint(
            "tenant_key", "spelling", "word", name=op.f("uq_exercise_spelling_tenant_key_spelling_word")
        ),
    )


def _of_member(table: str) -> list[sa.Constraint]:
    return [
        sa.CheckConstraint(
            f"(exercise_home is null) = (exercise_id is null) and exercise_home in ({HOME}, {SYSTEM})",
            name=op.f(f"ck_{table}_exercise_home"),
        ),
        sa.ForeignKeyConstraint(
            ["exercise_home", "exercise_id"], ["exercise.tenant_key", "exercise.id"],
            name=op.f(f"fk_{table}_exercise_home_exercise_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "member_id"], ["membership.tenant_id", "membership.user_id"],
            name=op.f(f"fk_{table}_tenant_id_member_id"),
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name=op.f(f"fk_{table}_tenant_id")),
    ]  # fmt: skip


def _create_use_and_hiding() -> None:
    op.create_table(
        "exercise_use",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("member_id", sa.Uuid(), nullable=False),
        sa.Column("exercise_id", sa.Uuid(), nullable=False),
        sa.Column("exercise_home", sa.Uuid(), nullable=False),
        sa.Column("uses", sa.Integer(), nullable=False),
        sa.Column("last_used_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("uses > 0", name=op.f("ck_exercise_use_uses")),
        *_of_member("exercise_use"),
        sa.PrimaryKeyConstraint("tenant_id", "member_id", "exercise_id", name=op.f("pk_exercise_use")),
    )
    op.create_table(
        "exercise_hiding",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("member_id", sa.Uuid(), nullable=True),
        sa.Column("exercise_id", sa.Uuid(), nullable=False),
        sa.Column("exercise_home", sa.Uuid(), nullable=False),
        *_of_member("exercise_hiding"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exercise_hiding")),
        sa.UniqueConstraint(
            "tenant_id", "member_id", "exercise_id",
            name=op.f("uq_exercise_hiding_tenant_id_member_id_exercise_id"), postgresql_nulls_not_distinct=True,
        ),
    )  # fmt: skip


def _carry_over() -> None:
    """Fill the new tables from every tenant's rows; their wall stands before the tables' owner too."""
    read = ("exercise", "audit_entry", "workout", "workout_exercise", "workout_set", *SHARED, "exercise_use")
    db = op.get_bind()
    for table in read:
        db.exec_driver_sql(f"alter table {table} no force row level security")
    db.exec_driver_sql(USES)
    db.exec_driver_sql(EDITED)
    found = db.exec_driver_sql(
        f"select {', '.join(words.FACTS)} from exercise where archived_at is null and scope <> 'system'"
    )
    rows = [dict(row) for row in found.mappings()]
    for start in range(0, len(rows), 500):
        told = (orjson.dumps(part).decode() for part in words.rows(rows[start : start + 500]))
        db.execute(words.ADD, dict(zip(("words", "spellings"), told, strict=True)))
    for table in read:
        db.exec_driver_sql(f"alter table {table} force row level security")


def downgrade() -> None:
    for table in (*TENANT, *SHARED):
        op.drop_table(table)
    op.execute("alter table exercise no force row level security")
    op.execute("update exercise set merged_into_id = null, merged_into_home = null")
    op.execute("alter table exercise force row level security")
    for name in ADDED:
        op.drop_column("exercise", name)
