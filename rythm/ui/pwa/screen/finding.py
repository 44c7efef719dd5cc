"""The picker's results and the cards of templates."""

from typing import Any

from rythm.exercises.search import fold, ranked, search_terms
from rythm.ui.pwa.screen.fields import counted_of, weight_of
from rythm.ui.pwa.screen.hints import day_of, exercise_of, prescription_words
from rythm.ui.pwa.screen.summary import spoken

SHOWN = 40
"""So many results are listed; more are said as a number."""
NAMED = 3
"""So many exercises of the next template are named."""
ROTATION_MS = 28 * 24 * 3600 * 1000
"""A template used within this time is part of the member's rotation."""

PLANS = {"double": "Double progression", "linear": "Linear", "531": "5/3/1", "gzclp": "GZCLP"}
"""How the load goes on, as the cards say it; nothing is said where it does not."""


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
            "plan": PLANS.get(template.get("progression") or "") or "",
            "changed": day_of(phone, template["updated_at"]) if template.get("updated_at") else "",
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


def _turn_of(one: dict[str, Any]) -> list[Any]:
    return list(one["order"])


def next_up(phone: dict[str, Any], cards: list[dict[str, Any]]) -> dict[str, Any] | None:
    """The template whose turn it is: of those used in the last four weeks the one that waited longest.

    Without such a rotation the one used last, then one of the member's own, then the gym's first.
    """
    used: dict[str, str] = {}
    for exercise_id in phone["sessions"]:
        for session in phone["sessions"][exercise_id]:
            template_id = session.get("template_id")
            if template_id is not None and session["at"] > (used.get(template_id) or ""):
                used[template_id] = session["at"]
    read = phone["ms"]
    waiting: list[dict[str, Any]] = []
    for card in cards:
        at = used.get(card["id"]) or ""
        if at == "" and card["scope"] == "system":
            continue
        time = read(at) if at != "" else 0
        turning = time > phone["now"] - ROTATION_MS
        place = 0 if turning else 1 if at != "" else 2 if card["scope"] == "user" else 3
        waiting.append({"card": card, "order": [place, time if turning else 0 - time, card["words"]]})
    if len(waiting) == 0:
        return None
    chosen = min(waiting, key=_turn_of)["card"]
    lines = chosen["lines"]
    more = len(lines) - NAMED
    facts = [counted_of(len(lines), "exercise"), counted_of(chosen["sets"], "set")]
    if chosen["minutes"]:
        facts.append("about " + str(chosen["minutes"]) + " min")
    return {
        "id": chosen["id"],
        "name": chosen["name"],
        "facts": ", ".join(facts),
        "lines": lines[:NAMED] if more > 1 else lines,
        "more": "and " + str(more) + " more" if more > 1 else "",
    }


def weight_view(phone: dict[str, Any]) -> dict[str, Any]:
    """The member's weight as it was logged last; empty when it never was."""
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
    kg = phone.get("body_weight_kg") or ""
    return {"kg": kg, "value": weight_of(kg, unit) if kg else "", "unit": unit, "when": ""}
