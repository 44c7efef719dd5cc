"""Organisations and their tenants."""
