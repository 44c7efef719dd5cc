"""Two invented gyms to look around in."""
