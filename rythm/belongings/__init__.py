"""What a person takes along when they go, brings when they come, and leaves behind: nothing."""
