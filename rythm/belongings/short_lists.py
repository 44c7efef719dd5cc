"""Lists of a member that are short, in one statement: what else they measure, goals, achievements, words."""

from sqlalchemy import text

from rythm.belongings.archive import (
    ArchivedAchievement,
    ArchivedComment,
    ArchivedCustomMetric,
    ArchivedGoal,
    ArchivedMessage,
)
from rythm.core.context import Context
from rythm.core.schema import Input

_SHORT_LISTS = text(
    """
    select
        (select coalesce(jsonb_agg(jsonb_build_object(
                'id', c.id, 'name', c.name, 'unit', c.unit, 'archived_at', c.archived_at)
            order by lower(c.name), c.name), '[]')
         from custom_metric c where c.tenant_id = :tenant and c.member_id = :member),
        (select coalesce(jsonb_agg(jsonb_build_object(
                'kind', g.kind, 'custom_metric_id', g.custom_metric_id, 'target', g.target::text,
                'start', g.start::text, 'started_at', g.started_at, 'due_on', g.due_on)
            order by g.started_at, g.kind, c.name), '[]')
         from body_goal g left join custom_metric c on c.tenant_id = g.tenant_id and c.id = g.custom_metric_id
         where g.tenant_id = :tenant and g.member_id = :member),
        (select coalesce(jsonb_agg(jsonb_build_object('key', a.key, 'earned_at', a.earned_at)
            order by a.earned_at, a.key), '[]')
         from achievement_earned a where a.tenant_id = :tenant and a.member_id = :member),
        (select coalesce(jsonb_agg(jsonb_build_object(
                'workout_id', c.workout_id, 'exercise', e.name, 'set', s.position + 1,
                'by', coalesce(u.name, ''),
                'at', c.created_at, 'text', c.text)
            order by c.created_at, c.id), '[]')
         from comment c
         join workout w on w.tenant_id = c.tenant_id and w.id = c.workout_id and w.deleted_at is null
         left join workout_set s on s.tenant_id = c.tenant_id and s.id = c.workout_set_id
         left join exercise e on e.id = s.exercise_id
         left join user_account u on u.id = c.author_id
         where c.tenant_id = :tenant and c.member_id = :member and c.deleted_at is null),
        (select coalesce(jsonb_agg(jsonb_build_object(
                'by', coalesce(u.name, ''), 'sent_at', m.sent_at, 'read_at', m.read_at, 'text', m.text)
            order by m.sent_at, m.id), '[]')
         from message m left join user_account u on u.id = m.sender_id
         where m.tenant_id = :tenant and m.member_id = :member)
    """
)


async def short_lists(ctx: Context) -> dict[str, list[Input]]:
    """What else the member measures, their goals, what they achieved, what was said: in one statement."""
    here = {"tenant": ctx.actor.tenant_id, "member": ctx.actor.person_id}
    customs, goals, achieved, comments, messages = (await ctx.db.execute(_SHORT_LISTS, here)).one()
    return {
        "custom_metrics": [ArchivedCustomMetric.model_validate(row) for row in customs],
        "body_goals": [ArchivedGoal.model_validate(row) for row in goals],
        "achievements": [ArchivedAchievement.model_validate(row) for row in achieved],
        "comments": [ArchivedComment.model_validate(row) for row in comments],
        "messages": [ArchivedMessage.model_validate(row) for row in messages],
    }
