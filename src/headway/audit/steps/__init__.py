"""How a batch of rows becomes records: compare, plan, write, and say what changed."""
