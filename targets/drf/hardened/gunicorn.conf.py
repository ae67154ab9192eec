import os
import tempfile

# Without a path each start has a fresh database; the worker has to see the same one.
if "DATABASE_PATH" not in os.environ:
    os.environ["DATABASE_PATH"] = os.path.join(tempfile.mkdtemp(prefix="talent-"), "talent.db")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "talent.settings")

bind = f"{os.environ.get('HOST', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
# One process, since the buckets of the limits are in memory; its threads share them.
workers = 1
worker_class = "gthread"
threads = 8
timeout = 30
graceful_timeout = 10
keepalive = 2
limit_request_line = 4094
limit_request_fields = 50
limit_request_field_size = 8190
backlog = 256
accesslog = None
loglevel = "warning"


def on_starting(server):
    import django

    django.setup()
    from core.bootstrap import prepare

    prepare()
