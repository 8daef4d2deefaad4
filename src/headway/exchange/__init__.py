"""Packs in and out, backup and restore: calls each room's actions in order and holds no rules of its own."""
