"""Pages of those who run the platform."""
