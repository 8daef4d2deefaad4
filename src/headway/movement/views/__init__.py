"""The pages about people and offices."""
