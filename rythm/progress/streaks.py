"""How many weeks somebody has kept training: the rule of `workouts.streaks`, which Today goes by too."""

from rythm.workouts.streaks import Streak, weekly_streak

__all__ = ["Streak", "weekly_streak"]
