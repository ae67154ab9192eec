"""Read by gunicorn at its start."""

import multiprocessing
import os

bind = f"0.0.0.0:{os.environ.get('PORT', '8000')}"
workers = int(os.environ.get("WEB_CONCURRENCY", multiprocessing.cpu_count() + 1))
threads = 2
timeout = 30
graceful_timeout = 20
keepalive = 5
max_requests = 2000
max_requests_jitter = 200
accesslog = "-"
errorlog = "-"


def post_fork(server, worker):
    server.log.info("worker %s is ready", worker.pid)


def worker_exit(server, worker):
    server.log.info("worker %s has ended", worker.pid)
