"""The routes of version 1, one module for each domain."""
