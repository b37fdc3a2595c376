"""Open a shift with the cash that lies in the drawer."""
