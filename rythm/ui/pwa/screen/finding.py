"""The picker's results and the cards of templates."""

from typing import Any

from rythm.exercises.search import fold, ranked, search_terms
from rythm.ui.pwa.screen.fields import weight_of
from rythm.ui.pwa.screen.hints import day_of, exercise_of, prescription_words
from rythm.ui.pwa.screen.summary import spoken

SHOWN = 40
"""So many results are listed; more are said as a number."""


def searchable(library: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The exercises with the words they are found by, worked out once."""
    return [{**one, "terms": search_terms(one)} for one in library]


def found_exercises(
    phone: dict[str, Any], library: list[Any], query: str, filters: dict[str, str]
) -> dict[str, Any]:
    """The exercises that a search found, best first."""
    muscle = filters.get("muscle") or ""
    equipment = filters.get("equipment") or ""
    found = ranked(library, query, phone["uses"], muscle, equipment, filters.get("level") or "")
    results = []
    for one in found[:SHOWN]:
        words = [spoken(word) for word in [one.get("muscle") or "", one.get("equipment") or ""] if word != ""]
        results.append({"id": one["id"], "name": one["name"], "detail": ", ".join(words)})
    return {
        "query": query, "results": results, "total": len(found), "muscle": muscle, "equipment": equipment,
        "level": filters.get("level") or "",
    }  # fmt: skip


def template_cards(phone: dict[str, Any], templates: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The templates with what is in them, in words."""
    unit = phone["preferences"]["unit"]
    cards = []
    for template in templates:
        lines = []
        sets = 0
        for line in template["exercises"]:
            sets += len(line["sets"])
            name = exercise_of(phone, line["exercise_id"])["name"]
            lines.append({"name": name, "detail": prescription_words(line, unit)})
        said = [template["name"], template.get("description") or "", *[line["name"] for line in lines]]
        card = {
            "id": template["id"],
            "name": template["name"],
            "description": template.get("description") or "",
            "scope": template["scope"],
            "minutes": template.get("estimated_minutes") or 0,
            "exercises": len(lines),
            "sets": sets,
            "lines": lines,
            "words": fold(" ".join(said)),
        }
        cards.append(card)
    return cards


def found_templates(cards: list[dict[str, Any]], query: str) -> list[dict[str, Any]]:
    """The cards that have every word of a query."""
    terms = [term for term in fold(query).split(" ") if term != ""]
    return [card for card in cards if all(term in card["words"] for term in terms)]


def weight_view(phone: dict[str, Any]) -> dict[str, Any] | None:
    """The member's weight as it was logged last; nothing when it never was."""
    latest: dict[str, Any] | None = None
    for row in phone["rows"]:
        weighed_then = row.get("entity") == "metric" and row.get("kind") == "weight"
        if weighed_then and (latest is None or row["measured_at"] > latest["measured_at"]):
            latest = row
    unit = phone["preferences"]["unit"]
    if latest is not None:
        kg = latest["value"]
        return {
            "kg": kg,
            "value": weight_of(kg, unit),
            "unit": unit,
            "when": day_of(phone, latest["measured_at"]),
        }
    kg = phone.get("body_weight_kg")
    return {"kg": kg, "value": weight_of(kg, unit), "unit": unit, "when": ""} if kg else None
