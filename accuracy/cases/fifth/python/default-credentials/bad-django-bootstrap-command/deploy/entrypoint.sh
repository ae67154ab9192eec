#!/bin/sh
set -e
python manage.py migrate --noinput
python manage.py bootstrap
exec gunicorn console.wsgi:application --bind 0.0.0.0:8000
