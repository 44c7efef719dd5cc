"""Sets per muscle."""
