"""What coaches see."""
