"""The body: what it measures, where that goes, and goals."""
