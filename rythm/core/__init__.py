"""What every domain stands on; knows no business and no web framework."""
