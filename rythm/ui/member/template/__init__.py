"""The member's own template in the builder."""
