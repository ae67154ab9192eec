bind = "0.0.0.0:8000"
workers = 3
threads = 6
timeout = 35
graceful_timeout = 25
keepalive = 5
max_requests = 4000
max_requests_jitter = 400
