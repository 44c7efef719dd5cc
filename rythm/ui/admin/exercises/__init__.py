"""The exercises of the gym."""
