"""The figures of a coach's clients."""
