"""Checks that the packs that ship are true to their sources and in their own words."""
