"""Reusable workouts."""
