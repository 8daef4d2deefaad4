"""The pages of this room, each group in a module of its own."""
