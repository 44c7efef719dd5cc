"""The exercise that is open in the builder."""
