"""双随机桌面: rosters, quotas, a verifiable lottery and its papers for a county office."""

__version__ = "0.1.0"
