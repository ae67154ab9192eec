bind = "0.0.0.0:8000"
workers = 4
timeout = 30
graceful_timeout = 20
limit_request_line = 4094
