"""The pages: a door that shows what the rooms read, and holds no rules of its own."""
