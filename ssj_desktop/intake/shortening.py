"""No list of problems grows without bounds."""

from collections.abc import Sequence

from ssj_desktop.facts.imports import Problem

MOST_PROBLEMS = 1000


def shortened(problems: Sequence[Problem]) -> list[Problem]:
    """Return the problems by line; beyond 1,000 the rest is counted, remarks before faults."""
    listed = sorted(problems, key=lambda problem: not problem.blocking)[:MOST_PROBLEMS]
    listed.sort(key=lambda problem: problem.line)
    if rest := len(problems) - len(listed):
        blocking = sum(problem.blocking for problem in problems) > MOST_PROBLEMS
        listed.append(
            Problem(0, "", f"还有 {rest} 处没有列出。", "请先改正以上各处，再导入一次。", blocking)
        )
    return listed
