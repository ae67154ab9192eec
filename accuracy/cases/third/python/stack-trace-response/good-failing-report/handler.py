import json
import logging

from reports import monthly_report

log = logging.getLogger()


def lambda_handler(event, context):
    claims = event["requestContext"]["authorizer"]["jwt"]["claims"]
    try:
        report = monthly_report(claims["sub"])
    except Exception:
        log.exception("the monthly report failed")
        return {"statusCode": 500, "body": json.dumps({"error": "the report failed", "id": context.aws_request_id})}
    return {"statusCode": 200, "body": json.dumps(report)}
