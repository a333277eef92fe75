"""What happens in the service → numbers for Prometheus, a registry for each application.

Requests are counted here and put into the format when somebody asks: the library's own counters take a lock for each
number, which a small query would feel.
"""

from __future__ import annotations

import threading
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from itertools import accumulate

from prometheus_client import CollectorRegistry, Gauge, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily, Metric
from prometheus_client.registry import Collector

_BUCKETS = (0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0, 30.0)
_BOUNDS = (*map(str, _BUCKETS), "+Inf")


class Metrics(Collector):
    """The numbers of one application."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self._lock = threading.Lock()
        self._active = 0
        self._requests: Counter[tuple[str, str, int]] = Counter()
        self._took: dict[str, list[int]] = {}
        self._seconds: defaultdict[str, float] = defaultdict(float)
        self.registry.register(self)

    def begun(self) -> None:
        """Count a request that is now being answered."""
        with self._lock:
            self._active += 1

    def answered(self, method: str, route: str, status: int, seconds: float) -> None:
        """Count a request that was answered."""
        place = bisect_left(_BUCKETS, seconds)
        with self._lock:
            self._active -= 1
            self._requests[method, route, status] += 1
            if route not in self._took:
                self._took[route] = [0] * (len(_BUCKETS) + 1)
            self._took[route][place] += 1
            self._seconds[route] += seconds

    def collect(self) -> Iterator[Metric]:
        """Yield the numbers of requests, as the registry asks for them."""
        requests = CounterMetricFamily("claimgraph_requests", "Requests answered", labels=["method", "route", "status"])
        seconds = HistogramMetricFamily("claimgraph_request_seconds", "Seconds a request took", labels=["route"])
        with self._lock:
            for (method, route, status), count in self._requests.items():
                requests.add_metric([method, route, str(status)], count)
            for route, took in self._took.items():
                seconds.add_metric([route], list(zip(_BOUNDS, accumulate(took), strict=True)), self._seconds[route])
            active = GaugeMetricFamily("claimgraph_requests_active", "Requests being answered", value=self._active)
        yield from (requests, seconds, active)

    def watch(self, name: str, help_text: str, value: Callable[[], float]) -> None:
        """Add a number that is asked for when the numbers are fetched."""
        Gauge(name, help_text, registry=self.registry).set_function(value)

    def text(self) -> bytes:
        """Return the numbers in the text format of Prometheus."""
        return generate_latest(self.registry)
