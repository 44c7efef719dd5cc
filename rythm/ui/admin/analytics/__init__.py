"""The figures of a gym."""
