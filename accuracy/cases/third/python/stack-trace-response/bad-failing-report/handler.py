import json
import logging
import sys
import traceback

from reports import monthly_report

log = logging.getLogger()


def lambda_handler(event, context):
    claims = event["requestContext"]["authorizer"]["jwt"]["claims"]
    try:
        report = monthly_report(claims["sub"])
    except Exception:
        log.exception("the monthly report failed")
        return {"statusCode": 500, "body": "".join(traceback.format_exception(*sys.exc_info()))}
    return {"statusCode": 200, "body": json.dumps(report)}
