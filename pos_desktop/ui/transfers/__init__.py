"""Where customers transfer money to, and what is to be given back, behind the menu."""
