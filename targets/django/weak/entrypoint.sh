#!/bin/sh
set -e
export DATABASE_PATH="${DATABASE_PATH:-$(mktemp -d)/clubhouse.db}"
export MEDIA_ROOT="${MEDIA_ROOT:-$(mktemp -d)}"
python manage.py seed
exec python manage.py runserver --noreload "${HOST:-0.0.0.0}:${PORT:-8000}"
