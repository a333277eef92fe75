"""What happens in the service → numbers for Prometheus, a registry for each application."""

from __future__ import annotations

from collections.abc import Callable

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

_BUCKETS = (0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30)


class Metrics:
    """The numbers of one application."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.requests = Counter(
            "claimgraph_requests", "Requests answered", ["method", "route", "status"], registry=self.registry
        )
        self.seconds = Histogram(
            "claimgraph_request_seconds", "Seconds a request took", ["route"], buckets=_BUCKETS, registry=self.registry
        )
        self.active = Gauge("claimgraph_requests_active", "Requests being answered", registry=self.registry)

        self._answered: dict[tuple[str, str, int], tuple[Counter, Histogram]] = {}

    def answered(self, method: str, route: str, status: int, seconds: float) -> None:
        """Count a request that was answered."""
        key = (method, route, status)
        if (kept := self._answered.get(key)) is None:  # finding a labelled number costs more than raising it
            kept = (self.requests.labels(method, route, str(status)), self.seconds.labels(route))
            self._answered[key] = kept
        kept[0].inc()
        kept[1].observe(seconds)

    def watch(self, name: str, help_text: str, value: Callable[[], float]) -> None:
        """Add a number that is asked for when the numbers are fetched."""
        Gauge(name, help_text, registry=self.registry).set_function(value)

    def text(self) -> bytes:
        """Return the numbers in the text format of Prometheus."""
        return generate_latest(self.registry)
