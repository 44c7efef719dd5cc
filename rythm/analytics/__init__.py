"""What a gym's training comes to: for its coaches, its administrators and the owner of several gyms."""
