"""Pages of this room, each by what people do on them."""
