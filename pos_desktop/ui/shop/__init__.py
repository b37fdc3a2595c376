"""What the shop says of itself, behind the menu."""
