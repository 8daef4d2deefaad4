"""What the pages of all rooms share: how a page speaks, lists, leads on and takes panels; it knows no room."""
