"""The tests of the whole house; their rooms mirror the packages."""
