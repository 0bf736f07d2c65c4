"""What the tab 现场检查 is made of."""
