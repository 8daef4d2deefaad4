"""The programming interface: a door that gives what the rooms read as JSON, and holds no rules of its own."""
