"""What pages and downloads of this room are made of, beside their records."""
