import resource
import threading
from collections import Counter

BOUNDS = (0.01, 0.05, 0.1, 0.5, 1, 5)
_METHODS = ("GET", "POST", "PATCH", "DELETE")
_lock = threading.Lock()
_requests: Counter = Counter()
_buckets: Counter = Counter()
_total = {"seconds": 0.0, "count": 0}


def observe(method: str, status: int, seconds: float) -> None:
    with _lock:
        _requests[(method if method in _METHODS else "other", status // 100)] += 1
        _buckets.update(bound for bound in BOUNDS if seconds <= bound)
        _total["seconds"] += seconds
        _total["count"] += 1


def text() -> str:
    with _lock:
        lines = ["# TYPE talent_requests_total counter"]
        lines += [f'talent_requests_total{{method="{method}",status="{status}xx"}} {count}' for (method, status), count in sorted(_requests.items())]
        lines.append("# TYPE talent_request_seconds histogram")
        lines += [f'talent_request_seconds_bucket{{le="{bound}"}} {_buckets[bound]}' for bound in BOUNDS]
        lines += [f'talent_request_seconds_bucket{{le="+Inf"}} {_total["count"]}', f'talent_request_seconds_sum {_total["seconds"]}', f'talent_request_seconds_count {_total["count"]}']
    lines += ["# TYPE process_max_memory_bytes gauge", f"process_max_memory_bytes {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024}"]
    return "\n".join(lines) + "\n"
