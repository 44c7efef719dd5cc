"""Rythm: a self-hosted platform for gyms, coaches and the people they train."""

__version__ = "0.1.0"
