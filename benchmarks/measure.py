"""Times pieces of work and puts them beside their floor."""

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """Milliseconds of what we measure and of its floor; both are medians of the same run."""

    name: str
    ours: float
    floor: float
    floor_name: str
    worst: float = 0.0

    @property
    def ratio(self) -> float:
        """How many times the floor it costs."""
        return self.ours / self.floor if self.floor else float("inf")

    def row(self) -> str:
        """The figure as a row of the table in benchmarks/README.md."""
        return (
            f"| {self.name} | {self.ours:.2f} ms | {self.floor_name} | {self.floor:.2f} ms "
            f"| {self.ratio:.1f} | {self.worst:.2f} ms |"
        )


def milliseconds(work: Callable[[], object]) -> float:
    """How long one call takes."""
    begun = time.perf_counter_ns()
    work()
    return (time.perf_counter_ns() - begun) / 1e6


def median(times: Sequence[float]) -> float:
    """Median of measured milliseconds."""
    return statistics.median(times)
