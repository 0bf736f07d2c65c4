"""The parts of the page 摇号: its six steps, and what stands beside them."""
