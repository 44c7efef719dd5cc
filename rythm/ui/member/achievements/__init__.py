"""What a member has achieved."""
