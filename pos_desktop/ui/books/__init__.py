"""The books of points on screen: what moved, what is owed, when it dies, and the proof of it all."""
