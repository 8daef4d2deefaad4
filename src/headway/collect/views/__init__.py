"""Pages of what offices reported."""
