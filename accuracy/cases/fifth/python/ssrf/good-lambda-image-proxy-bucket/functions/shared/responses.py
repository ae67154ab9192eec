import json


def failure(status, text):
    return {"statusCode": status, "headers": {"Content-Type": "application/json"}, "body": json.dumps({"error": text})}


def image(encoded, content_type):
    return {
        "statusCode": 200,
        "headers": {"Content-Type": content_type, "Cache-Control": "public, max-age=86400"},
        "isBase64Encoded": True,
        "body": encoded,
    }
