"""What a migration calls to wall a table: row-level security, grants and the audit triggers.

The kinds of wall, named by the model's `wall`:
tenant (one tenant's rows), shared (a tenant's rows, and everybody's with no tenant), log (a tenant's rows,
and the platform's with no tenant), personal (a person's rows).
The tables tenant, organisation, user_account and platform_admin have policies of their own, in their
migration.
"""

TENANT = "tenant_id = (select app.tenant_id())"
SHARED = f"tenant_id is null or {TENANT}"
SHARED_WRITE = f"{TENANT} or (tenant_id is null and (select app.is_platform()))"
PERSONAL = "user_id = (select app.user_id())"


def enforce(table: str) -> list[str]:
    """Switch row security on, for the table's owner too."""
    return [f"alter table {table} enable row level security", f"alter table {table} force row level security"]


def policy(table: str, verb: str, *, using: str = "", check: str = "", role: str = "") -> str:
    """One policy; `verb` is select, insert, update, delete or all."""
    return (
        f"create policy {table}_{verb}{'_' + role if role else ''} on {table} for {verb}"
        + (f" to {role}" if role else "")
        + (f" using ({using})" if using else "")
        + (f" with check ({check})" if check else "")
    )


def wall_tenant(table: str) -> list[str]:
    """One tenant's rows and no other's, for every verb."""
    return [*enforce(table), policy(table, "all", using=TENANT, check=TENANT)]


def wall_shared(table: str) -> list[str]:
    """Everybody reads system rows and their tenant's; system rows are written by the platform only."""
    return [
        *enforce(table),
        policy(table, "select", using=SHARED),
        policy(table, "insert", check=SHARED_WRITE),
        policy(table, "update", using=SHARED_WRITE, check=SHARED_WRITE),
        policy(table, "delete", using=SHARED_WRITE),
    ]


def wall_log(table: str) -> list[str]:
    """One tenant's rows; the platform's own rows are for the platform only."""
    return [*enforce(table), policy(table, "all", using=SHARED_WRITE, check=SHARED_WRITE)]


def wall_personal(table: str) -> list[str]:
    """A person's own rows, whatever tenant they stand in."""
    return [*enforce(table), policy(table, "all", using=PERSONAL, check=PERSONAL)]


def grant(table: str, verbs: str = "select, insert, update, delete") -> list[str]:
    """Let the app do these verbs and nothing else."""
    return [f"revoke all on {table} from public", f"grant {verbs} on {table} to rythm_app"]


def audited(table: str) -> list[str]:
    """Write an audit entry for each statement that changes the table, in the same transaction."""
    return [
        f"create trigger audit_insert after insert on {table} referencing new table as fresh "
        "for each statement execute function app.audit()",
        f"create trigger audit_update after update on {table} "
        "referencing old table as stale new table as fresh for each statement execute function app.audit()",
        f"create trigger audit_delete after delete on {table} referencing old table as stale "
        "for each statement execute function app.audit()",
    ]
