"""``python3 dev.py bench``: the table of figures that stands in the README."""

import argparse
import sys


def main() -> int:
    """Measure everything, one after the other, and print the table.

    The rooms are imported here: a reading worker imports this module anew, and its start is
    part of what is measured.
    """
    told = "测量本程序，打印 README 里的那张表；要几分钟，别的程序请先停下。"
    argparse.ArgumentParser(prog="python3 dev.py bench", description=told).parse_args()
    from bench import draws, imports, memory, papers, stage, window
    from bench.table import markdown

    big, sentence = window.big_roster()
    rolling, share = stage.frames()
    rows = [window.start(), *big, *rolling, *imports.imports(), *draws.draws(), *papers.papers()]
    rows.append(window.first_page())
    print(markdown(rows))
    print()
    print(sentence)
    print(share)
    print(memory.with_objects(50_000))
    return 0


if __name__ == "__main__":
    sys.exit(main())
