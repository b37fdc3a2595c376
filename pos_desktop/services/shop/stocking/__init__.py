"""Stock kept: papers that move it, what is ordered of suppliers, what goods are made of, and how it is looked at."""
