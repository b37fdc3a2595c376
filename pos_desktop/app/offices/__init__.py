"""The screens behind the menu, each wired to the window and the services for one visit."""
