"""The virtual printer on screen: its paper, its switches, and what it answered."""
