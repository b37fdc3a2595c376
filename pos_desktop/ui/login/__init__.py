"""Sign in with a PIN; also what stands on the screen while the till is locked."""
