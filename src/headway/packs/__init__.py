"""Campaign packs that ship with the program: data only."""
