"""``python3 dev.py package``: the frozen program and what installs it."""
