"""Bringing training along from other apps."""
