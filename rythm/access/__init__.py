"""Authorization, the one place: who may do what, how far it reaches, and the gate every row passes."""

from rythm.access.permissions import GRANTS, Permission, Reach, reach
from rythm.access.service import clients, is_member, load, member_id, require, within

__all__ = [
    "GRANTS",
    "Permission",
    "Reach",
    "clients",
    "is_member",
    "load",
    "member_id",
    "reach",
    "require",
    "within",
]
