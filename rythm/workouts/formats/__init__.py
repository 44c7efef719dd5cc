"""What other apps' exports look like: one module for each, all read into the same form (`logs`)."""
