"""What a week holds for a team."""
