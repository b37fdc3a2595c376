"""What the widgets are shown: plain frozen views, made by controllers."""
