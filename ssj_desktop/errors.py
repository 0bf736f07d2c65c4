"""What the program says when something outside it is wrong."""


class DeskError(Exception):
    """A fault the user can mend: a plain Chinese sentence and what to do next.

    Any other exception that reaches the user is a bug of ours. ``str()`` gives both sentences.
    """

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(f"{message}{hint}")
        self.message = message
        self.hint = hint


class HeldError(DeskError):
    """Another program has the data file open."""


class SettledError(DeskError):
    """What was to be changed is settled: trying again later would not help."""


class SchemeError(DeskError):
    """A scheme file that cannot be used; ``faults`` says each one, with its line and field."""

    def __init__(self, file: str, faults: tuple[str, ...]) -> None:
        super().__init__(f"方案文件 {file} 有误：{'；'.join(faults)}。", "请改正后再用。")
        self.file = file
        self.faults = faults


class FormError(DeskError):
    """A filled-in form that cannot be kept; ``faults`` pairs each field's name with its message."""

    def __init__(self, faults: tuple[tuple[str, str], ...]) -> None:
        super().__init__("".join(message for _, message in faults), "没有保存，请改正后再存。")
        self.faults = faults
