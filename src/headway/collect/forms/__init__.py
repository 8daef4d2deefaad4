"""What people type, cleaned; the actions save it."""
