"""How a report says things: its language, its words, what a block shows, what a stretch of it stands on."""
