"""What happens to templates."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from rythm.core.events import Event


@dataclass(frozen=True, slots=True)
class TemplateSaved(Event):
    """A template has a new version; version 1 means that it is new."""

    name: ClassVar[str] = "template.saved.v1"
    template_id: UUID
    version: int
    scope: str


@dataclass(frozen=True, slots=True)
class TemplateDeactivated(Event):
    """A template can no longer be started."""

    name: ClassVar[str] = "template.deactivated.v1"
    template_id: UUID


@dataclass(frozen=True, slots=True)
class TemplateReactivated(Event):
    """A deactivated template can be started again."""

    name: ClassVar[str] = "template.reactivated.v1"
    template_id: UUID
