"""Faults put in on purpose: kills, races, full disks; each test proves that its fault fired."""
