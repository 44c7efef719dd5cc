"""Coaches and their clients: who needs attention, and what each of them did."""
