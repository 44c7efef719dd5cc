"""Renders the OpenAPI description as one plain page: no script, no other host."""

from html import escape
from typing import Any

STYLE = (
    "body{font:15px/1.5 system-ui,sans-serif;margin:0 auto;max-width:60rem;padding:2rem 1rem;color:#1b1916;"
    "background:#f5f3ef}@media(prefers-color-scheme:dark){body{color:#f6f3ee;background:#0e0d0c}"
    "section,pre{background:#171614!important}code,small{color:#b7b1a8!important}a{color:#c8f135}}"
    "section{background:#fff;border-radius:16px;padding:16px 20px;margin:12px 0}h1{font-size:28px}"
    "h2{font-size:20px;margin:32px 0 8px}h3{font-size:15px;margin:0}"
    "code,pre{font:13px ui-monospace,monospace}"
    "small,code{color:#565149}table{border-collapse:collapse;width:100%}td{padding:4px 12px 4px 0;"
    "vertical-align:top;font-size:13px}summary{cursor:pointer;min-height:24px}pre{overflow:auto}"
)


def page(openapi: dict[str, Any]) -> str:
    """The whole page for a description of version 3.1."""
    groups: dict[str, list[str]] = {}
    for path, operations in openapi["paths"].items():
        for method, operation in operations.items():
            tag = (operation.get("tags") or ["other"])[0]
            groups.setdefault(tag, []).append(_operation(method, path, operation))
    body = "".join(f"<h2>{escape(tag)}</h2>{''.join(found)}" for tag, found in groups.items())
    schemas = openapi.get("components", {}).get("schemas", {})
    models = "".join(_schema(name, schema) for name, schema in sorted(schemas.items()))
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Rythm API</title>'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<style>{STYLE}</style></head><body>"
        f"<main><h1>Rythm API {escape(openapi['info']['version'])}</h1>"
        f'<p>Machine-readable: <a href="/api/openapi.json">/api/openapi.json</a>. '
        "Clients send <code>Authorization: Bearer</code> with a token of "
        "<code>POST /api/v1/auth/token</code>.</p>"
        f"{body}<h2>Schemas</h2>{models}</main></body></html>"
    )


def _operation(method: str, path: str, operation: dict[str, Any]) -> str:
    rows = "".join(
        f"<tr><td><code>{escape(parameter['name'])}</code></td><td>{escape(parameter['in'])}</td>"
        f"<td>{_type(parameter.get('schema', {}))}</td></tr>"
        for parameter in operation.get("parameters", [])
    )
    body = operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema")
    sends = f"<p>Sends {_type(body)}</p>" if body else ""
    answers = ", ".join(
        f"<code>{escape(status)}</code> {_answer(answer)}"
        for status, answer in operation.get("responses", {}).items()
    )
    return (
        f"<section><h3><code>{method.upper()} {escape(path)}</code></h3>"
        f"<p>{escape(operation.get('description') or operation.get('summary', ''))}</p>"
        f"<table>{rows}</table>{sends}<p><small>Answers: {answers}</small></p></section>"
    )


def _answer(answer: dict[str, Any]) -> str:
    schema = answer.get("content", {}).get("application/json", {}).get("schema")
    return _type(schema) if schema else escape(answer.get("description", ""))


def _schema(name: str, schema: dict[str, Any]) -> str:
    rows = "".join(
        f"<tr><td><code>{escape(field)}</code></td><td>{_type(kind)}</td>"
        f"<td>{escape(kind.get('description', ''))}</td></tr>"
        for field, kind in schema.get("properties", {}).items()
    )
    values = ", ".join(escape(str(value)) for value in schema.get("enum", []))
    return (
        f'<section id="{escape(name)}"><details><summary><code>{escape(name)}</code></summary>'
        f"<p>{escape(schema.get('description', ''))} {values}</p><table>{rows}</table></details></section>"
    )


def _type(schema: dict[str, Any]) -> str:
    if "$ref" in schema:
        name = escape(schema["$ref"].rpartition("/")[2])
        return f'<a href="#{name}">{name}</a>'
    for joined in ("anyOf", "oneOf", "allOf"):
        if joined in schema:
            return " or ".join(_type(part) for part in schema[joined])
    if schema.get("type") == "array":
        return f"list of {_type(schema.get('items', {}))}"
    kind = str(schema.get("format") or schema.get("type", "any"))
    return escape(kind)
