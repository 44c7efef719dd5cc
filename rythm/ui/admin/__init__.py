"""Pages of those who run a gym: its people and its templates."""
