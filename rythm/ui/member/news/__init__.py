"""What others said to the member."""
