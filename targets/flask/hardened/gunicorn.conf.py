import os

bind = f"{os.environ.get('HOST', '127.0.0.1')}:{os.environ.get('PORT', '5000')}"
# The application is made once, before the fork: the workers share its key and its databases.
preload_app = True
control_socket_disable = True
worker_class = "gthread"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
threads = 8
timeout = 30
graceful_timeout = 15
keepalive = 15
max_requests = 100_000
max_requests_jitter = 5_000
limit_request_line = 4094
limit_request_fields = 60
limit_request_field_size = 8190
accesslog = None
errorlog = "-"
loglevel = "info"
