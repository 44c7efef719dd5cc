"""One finished workout."""
