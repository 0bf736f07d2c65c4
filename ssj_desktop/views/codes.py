"""How codes are read."""


def in_groups(code: str) -> str:
    """Return an 18-digit credit code as it is read: registrar and place, then the body's own."""
    return f"{code[:8]} {code[8:]}" if len(code) == 18 else code
