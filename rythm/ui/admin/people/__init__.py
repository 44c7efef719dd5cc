"""The people of the gym."""
