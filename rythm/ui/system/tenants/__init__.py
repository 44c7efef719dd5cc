"""The tenants of the platform."""
