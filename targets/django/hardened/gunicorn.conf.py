import os

bind = f"{os.environ.get('HOST', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
# One process, since the buckets of the limits are in memory; its threads share them.
workers = 1
worker_class = "gthread"
threads = 8
timeout = 30
graceful_timeout = 10
keepalive = 5
limit_request_line = 4094
limit_request_fields = 50
limit_request_field_size = 8190
backlog = 256
accesslog = None
loglevel = "warning"
