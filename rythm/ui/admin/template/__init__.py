"""The editor of a template."""
