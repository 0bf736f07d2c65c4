"""The parts of the page 名录库."""
