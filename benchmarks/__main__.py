"""`python3 run.py bench`: measures and prints the table of benchmarks/README.md."""

import os
import platform
import sqlite3
import sys

from benchmarks import sale_commit, verify, window


def main() -> int:
    """Measure everything there is."""
    print(f"{platform.platform()}, {os.cpu_count()} cores, Python {platform.python_version()}, "
          f"SQLite {sqlite3.sqlite_version}\n")  # fmt: skip
    print("| what | median | floor | its median | ratio | worst |\n|---|---|---|---|---|---|")
    for figure in (window.scan, sale_commit.run, window.start, verify.run):
        print(figure().row(), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
