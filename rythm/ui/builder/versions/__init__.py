"""The versions of a template: looked at, compared, restored."""
