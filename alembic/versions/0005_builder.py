"""Templates: prescriptions per set, groups, progression and what changed."""

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

PROGRESSIONS = "('none', 'double', 'linear', '531', 'gzclp')"

# A line said once what all its sets were; now each of them says it. It had room for a weight and an effort, a set
# has room for one: the weight stays, the effort goes into the note.
TO_SETS = """
update template_exercise set
    prescription = to_jsonb(array_fill(jsonb_build_object(
        'kind', 'working', 'reps_min', reps_min, 'reps_max', reps_max,
        'load_by', case when weight_kg is not null then 'kg' when rpe is not null then 'rpe' end,
        'load', case when scale(trim_scale(coalesce(weight_kg, rpe))) = 0
                     then trunc(coalesce(weight_kg, rpe)) || '.0'
                     else trim_scale(coalesce(weight_kg, rpe))::text end,
        'tempo', '', 'rest_seconds', null, 'duration_seconds', null, 'distance_m', null), array[sets])),
    note = case when weight_kg is not null and rpe is not null
                then left(concat_ws(' ', nullif(note, ''), 'RPE ' || trim_scale(rpe)), 500) else note end
"""

# The way back keeps what the first working set says, and how many sets there are.
TO_LINES = """
update template_exercise line set
    sets = jsonb_array_length(prescription),
    reps_min = coalesce((main.said ->> 'reps_min')::integer, (main.said ->> 'reps_max')::integer, 1),
    reps_max = coalesce((main.said ->> 'reps_max')::integer, (main.said ->> 'reps_min')::integer, 1),
    weight_kg = case when main.said ->> 'load_by' = 'kg' then round((main.said ->> 'load')::numeric, 4) end,
    rpe = case when main.said ->> 'load_by' = 'rpe' then (main.said ->> 'load')::numeric end
from (
    select l.id, (
        select s.value from jsonb_array_elements(l.prescription) with ordinality s
        order by s.value ->> 'kind' = 'warmup', s.ordinality limit 1) as said
    from template_exercise l) main
where main.id = line.id
"""

# Whoever changes a template tells so in the same transaction, whichever way the change came: the gym, or with no gym
# everybody, and of a personal one its owner. Nothing of its content is told; docs/decisions/0013-live.md says why.
TELL = """
create function app.tell_template() returns trigger
    language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    changed constant public.template := case tg_op when 'DELETE' then old else new end;
    person constant uuid := case changed.scope when 'user' then changed.owner_id end;
begin
    perform pg_notify('rythm_live', concat_ws(' ', 'templates', coalesce(changed.tenant_id::text, '*'), person));
    return null;
end $$;
revoke all on function app.tell_template() from public;
create trigger tell after insert or update or delete on template
    for each row execute function app.tell_template();
"""


def upgrade() -> None:
    op.add_column(
        "template_version", sa.Column("progression", sa.String(), server_default="double", nullable=False)
    )
    op.add_column("template_version", sa.Column("summary", sa.String(), server_default="", nullable=False))
    op.create_check_constraint(
        op.f("ck_template_version_progression"), "template_version", f"progression in {PROGRESSIONS}"
    )
    line = "template_exercise"
    op.add_column(line, sa.Column("group_number", sa.Integer()))
    op.add_column(line, sa.Column("group_rest_seconds", sa.Integer()))
    op.add_column(line, sa.Column("progression", sa.String()))
    op.add_column(
        line, sa.Column("alternatives", postgresql.ARRAY(sa.Uuid()), server_default="{}", nullable=False)
    )
    op.add_column(line, sa.Column("prescription", postgresql.JSONB(astext_type=sa.Text())))
    _everywhere(TO_SETS)
    op.alter_column(line, "prescription", nullable=False)
    op.drop_constraint(op.f("ck_template_exercise_sets"), line)
    op.drop_constraint(op.f("ck_template_exercise_reps"), line)
    for column in ("sets", "reps_min", "reps_max", "weight_kg", "rpe"):
        op.drop_column(line, column)
    op.create_check_constraint(
        op.f("ck_template_exercise_prescription"),
        line,
        "case jsonb_typeof(prescription) when 'array' "
        "then jsonb_array_length(prescription) between 1 and 20 else false end",
    )
    op.create_check_constraint(
        op.f("ck_template_exercise_group_number"), line, "group_number between 1 and 20"
    )
    op.create_check_constraint(
        op.f("ck_template_exercise_group_rest"),
        line,
        "group_number is not null or group_rest_seconds is null",
    )
    op.create_check_constraint(
        op.f("ck_template_exercise_progression"), line, f"progression in {PROGRESSIONS}"
    )
    op.execute(TELL.replace(":", r"\:"))


def downgrade() -> None:
    op.execute("drop trigger tell on template")
    op.execute("drop function app.tell_template()")
    line = "template_exercise"
    for name in ("prescription", "group_number", "group_rest", "progression"):
        op.drop_constraint(op.f(f"ck_template_exercise_{name}"), line)
    for column in ("sets", "reps_min", "reps_max"):
        op.add_column(line, sa.Column(column, sa.Integer()))
    op.add_column(line, sa.Column("weight_kg", sa.Numeric(9, 4)))
    op.add_column(line, sa.Column("rpe", sa.Numeric(3, 1)))
    _everywhere(TO_LINES)
    for column in ("sets", "reps_min", "reps_max"):
        op.alter_column(line, column, nullable=False)
    op.create_check_constraint(op.f("ck_template_exercise_sets"), line, "sets between 1 and 20")
    op.create_check_constraint(
        op.f("ck_template_exercise_reps"), line, "reps_min >= 1 and reps_max >= reps_min and reps_max <= 1000"
    )
    for column in ("group_number", "group_rest_seconds", "progression", "alternatives", "prescription"):
        op.drop_column(line, column)
    op.drop_constraint(op.f("ck_template_version_progression"), "template_version")
    op.drop_column("template_version", "progression")
    op.drop_column("template_version", "summary")


def _everywhere(change: str) -> None:
    """Change the rows of every tenant; their wall stands before the tables' owner too."""
    op.execute("alter table template_exercise no force row level security")
    op.execute(change.replace(":", r"\:"))
    op.execute("alter table template_exercise force row level security")
