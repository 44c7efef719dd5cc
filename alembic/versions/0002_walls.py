"""The tenant wall: the functions of schema app, row-level security, grants and the audit triggers."""

from pathlib import Path

from alembic import op
from rythm.core import rls

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

TENANT = (
    "membership", "coach_assignment", "workout", "workout_exercise", "workout_set", "sync_operation", "sync_cursor",
)
SHARED = ("exercise", "template", "template_version", "template_exercise")
LOGS = ("outbox_event", "audit_entry")
PERSONAL = ("browser_session", "refresh_family")
UNHEARD = ("sync_operation", "sync_cursor")
"""Tables without audit triggers: they are logs or bookkeeping themselves."""

GATED = ("user_account", "membership", "tenant", "platform_admin", "browser_session", "refresh_family")
PLATFORM = "(select app.is_platform())"
HERE = "(select app.tenant_id())"


def upgrade() -> None:
    for statement in statements():
        op.execute(statement.replace(":", r"\:"))


def statements() -> list[str]:
    """Every statement in order."""
    return [
        Path(__file__).with_suffix(".sql").read_text(),
        *(line for table in TENANT for line in rls.wall_tenant(table)),
        *(line for table in SHARED for line in rls.wall_shared(table)),
        *(line for table in LOGS for line in rls.wall_log(table)),
        *(line for table in PERSONAL for line in rls.wall_personal(table)),
        *rls.enforce("tenant"),
        rls.policy("tenant", "select", using=f"id = {HERE} or {PLATFORM}"),
        rls.policy("tenant", "insert", check=PLATFORM),
        rls.policy("tenant", "update", using=f"id = {HERE} or {PLATFORM}", check=f"id = {HERE} or {PLATFORM}"),
        rls.policy("tenant", "delete", using=PLATFORM),
        *rls.enforce("organisation"),
        rls.policy(
            "organisation", "select",
            using=f"{PLATFORM} or id = (select t.organisation_id from tenant t where t.id = {HERE})",
        ),
        rls.policy("organisation", "insert", check=PLATFORM),
        rls.policy("organisation", "update", using=PLATFORM, check=PLATFORM),
        rls.policy("organisation", "delete", using=PLATFORM),
        # A person is seen by themselves, by the tenants they belong to and by the platform; a tenant may add one.
        *rls.enforce("user_account"),
        rls.policy(
            "user_account", "select",
            using=f"id = (select app.user_id()) or {PLATFORM} or exists "
            f"(select from membership m where m.tenant_id = {HERE} and m.user_id = user_account.id)",
        ),
        rls.policy("user_account", "insert", check=f"{HERE} is not null or {PLATFORM}"),
        rls.policy(
            "user_account", "update",
            using=f"id = (select app.user_id()) or {PLATFORM}", check=f"id = (select app.user_id()) or {PLATFORM}",
        ),
        rls.policy("user_account", "delete", using=PLATFORM),
        *rls.enforce("platform_admin"),
        rls.policy("platform_admin", "select", using=f"user_id = (select app.user_id()) or {PLATFORM}"),
        rls.policy("platform_admin", "insert", check=PLATFORM),
        rls.policy("platform_admin", "update", using=PLATFORM, check=PLATFORM),
        rls.policy("platform_admin", "delete", using=PLATFORM),
        *(rls.policy(table, "all", using="true", check="true", role="rythm_gate") for table in GATED),
        rls.policy("audit_entry", "insert", check="true", role="rythm_gate"),
        "grant usage on schema public to rythm_app, rythm_gate",
        "grant select on alembic_version to rythm_app",
        *(line for table in (*TENANT, *PERSONAL) for line in rls.grant(table)),
        *(line for table in ("exercise", "template", "organisation") for line in rls.grant(table)),
        # A tenant stays with its organisation: whoever owns that one may enter it.
        *rls.grant("tenant", "select, insert, delete, update (slug, name, branding, isolation, status)"),
        *rls.grant("user_account", "select, insert, update"),
        *rls.grant("platform_admin", "select, insert, delete"),
        *rls.grant("template_version", "select, insert"),
        *rls.grant("template_exercise", "select, insert"),
        *rls.grant("outbox_event"),
        *rls.grant("audit_entry", "select"),
        *(
            line
            for table in (*TENANT, *SHARED, *PERSONAL, "tenant", "organisation", "user_account", "platform_admin")
            if table not in UNHEARD
            for line in rls.audited(table)
        ),
    ]


def downgrade() -> None:
    for table in (*TENANT, *SHARED, *LOGS, *PERSONAL, "tenant", "organisation", "user_account", "platform_admin"):
        op.execute(
            f"do $$ declare p name; begin for p in select policyname from pg_policies where tablename = '{table}' "
            f"loop execute format('drop policy %I on {table}', p); end loop; end $$".replace(":", r"\:")
        )
        op.execute(f"alter table {table} disable row level security")
        op.execute(f"revoke all on {table} from rythm_app, rythm_gate")
    op.execute("drop schema app cascade")
