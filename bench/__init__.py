"""The figures, each beside its floor or its rival; run by ``dev.py bench``."""
