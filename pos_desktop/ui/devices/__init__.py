"""The till's devices behind the menu: how each is, what is set of it, and a trial of it."""
