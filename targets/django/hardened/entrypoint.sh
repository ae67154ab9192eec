#!/bin/sh
set -eu
umask 077
# Without paths each start has a fresh database and a fresh folder.
export DATABASE_PATH="${DATABASE_PATH:-$(mktemp -d)/clubhouse.db}"
export MEDIA_ROOT="${MEDIA_ROOT:-$(mktemp -d)}"
python manage.py prepare
exec python -m gunicorn --config gunicorn.conf.py clubhouse.wsgi:application
