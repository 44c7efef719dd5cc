"""Every domain's tables in one place, for migrations and tests."""

from rythm.access.models import CoachAssignment, Membership
from rythm.audit.models import AuditEntry
from rythm.belongings.models import ImportFile
from rythm.body.models import BodyGoal, CustomMetric
from rythm.coaching.models import Agreement, Attention, CoachNote
from rythm.community.models import Comment, Message
from rythm.core.model import metadata
from rythm.core.outbox import OutboxEvent
from rythm.exercises.models import (
    Exercise,
    ExerciseHiding,
    ExerciseSpelling,
    ExerciseUse,
    ExerciseWord,
)
from rythm.identity.models import BrowserSession, PlatformAdmin, RefreshFamily, User
from rythm.progress.models import AchievementEarned, AchievementMark
from rythm.templates.models import Template, TemplateExercise, TemplateVersion
from rythm.tenancy.models import Organisation, Tenant
from rythm.workouts.models import (
    ExerciseBest,
    ExerciseRecord,
    ExerciseTotal,
    ImportBatch,
    ImportFlag,
    SyncCursor,
    SyncOperation,
    Workout,
    WorkoutExercise,
    WorkoutSet,
    WorkoutTotal,
)

__all__ = [
    "AchievementEarned",
    "AchievementMark",
    "Agreement",
    "Attention",
    "AuditEntry",
    "BodyGoal",
    "BrowserSession",
    "CoachAssignment",
    "CoachNote",
    "Comment",
    "CustomMetric",
    "Exercise",
    "ExerciseBest",
    "ExerciseHiding",
    "ExerciseRecord",
    "ExerciseSpelling",
    "ExerciseTotal",
    "ExerciseUse",
    "ExerciseWord",
    "ImportBatch",
    "ImportFile",
    "ImportFlag",
    "Membership",
    "Message",
    "Organisation",
    "OutboxEvent",
    "PlatformAdmin",
    "RefreshFamily",
    "SyncCursor",
    "SyncOperation",
    "Template",
    "TemplateExercise",
    "TemplateVersion",
    "Tenant",
    "User",
    "Workout",
    "WorkoutExercise",
    "WorkoutSet",
    "WorkoutTotal",
    "metadata",
]
