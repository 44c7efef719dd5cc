"""One exercise of the library."""
