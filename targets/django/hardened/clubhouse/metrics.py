import threading
from collections import Counter

BOUNDS = (0.05, 0.1, 0.25, 0.5, 1.0, 5.0)
_lock = threading.Lock()
_requests: Counter = Counter()
_seconds: Counter = Counter()


def observe(method: str, status: int, seconds: float) -> None:
    known = method if method in ("GET", "POST", "HEAD") else "other"
    with _lock:
        _requests[known, status // 100] += 1
        _seconds[next((str(bound) for bound in BOUNDS if seconds <= bound), "+Inf")] += 1


def text() -> str:
    with _lock:
        lines = [f'club_requests_total{{method="{method}",status="{status}xx"}} {count}' for (method, status), count in sorted(_requests.items())]
        total = 0
        for bound in (*map(str, BOUNDS), "+Inf"):
            total += _seconds[bound]
            lines.append(f'club_request_seconds_bucket{{le="{bound}"}} {total}')
    return "\n".join(lines) + "\n"
