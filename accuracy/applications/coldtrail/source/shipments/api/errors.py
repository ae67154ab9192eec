import logging

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.http import Http404
from rest_framework import exceptions, status
from rest_framework.response import Response
from rest_framework.views import exception_handler, set_rollback

log = logging.getLogger(__name__)


class Conflict(exceptions.APIException):
    status_code = status.HTTP_409_CONFLICT
    default_detail, default_code = "The state does not allow that.", "conflict"


def answer(error, context):
    if isinstance(error, (exceptions.APIException, Http404, PermissionDenied)):
        return exception_handler(error, context)
    set_rollback()
    if isinstance(error, IntegrityError):
        return Response({"detail": "There is one like that already."}, status.HTTP_409_CONFLICT)
    log.exception("unhandled", exc_info=error)
    return Response({"detail": "Something went wrong."}, status.HTTP_500_INTERNAL_SERVER_ERROR)
