"""The list of templates."""
