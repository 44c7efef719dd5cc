"""The live logger: a workout under way, kept on the phone."""
