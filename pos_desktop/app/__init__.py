"""Wires everything: options, settings, workers, the window's flow. The only room beside `ui` that knows Qt."""
