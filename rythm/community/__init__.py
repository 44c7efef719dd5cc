"""What people of a gym say to each other: comments on training, and messages of a line."""
