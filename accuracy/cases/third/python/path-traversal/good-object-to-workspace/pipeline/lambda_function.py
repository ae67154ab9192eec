import json
import logging
from urllib.parse import unquote_plus

from pipeline.loading import load_rows
from pipeline.workspace import workspace

log = logging.getLogger()
log.setLevel(logging.INFO)


def objects_of(event: dict):
    """Pairs of bucket and key, of each record of an S3 notification."""
    for record in event.get("Records", []):
        described = record["s3"]
        yield described["bucket"]["name"], unquote_plus(described["object"]["key"])


def handler(event, context):
    loaded = 0
    with workspace() as space:
        for bucket, key in objects_of(event):
            place = space.fetch(bucket, key)
            loaded += load_rows(place)
    log.info("loaded %d rows", loaded)
    return {"statusCode": 200, "body": json.dumps({"rows": loaded})}
