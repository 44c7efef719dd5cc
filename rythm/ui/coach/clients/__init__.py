"""The clients of a coach."""
