"""What a finished workout came to, from the phone's own record."""
