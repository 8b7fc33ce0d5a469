"""A kit on paper."""
