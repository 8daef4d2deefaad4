"""What the actions of imports are made of."""
