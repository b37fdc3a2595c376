"""Forms made from plain descriptions of their fields: what may be typed, how it is shown, what is wrong with it."""
