"""What is typed about what changed."""
