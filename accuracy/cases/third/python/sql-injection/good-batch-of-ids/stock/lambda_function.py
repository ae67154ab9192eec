import json
import os

import pymysql


def connect():
    return pymysql.connect(
        host=os.environ["DB_HOST"],
        user=os.environ["DB_USER"],
        password=os.environ["DB_PASSWORD"],
        database="stock",
        connect_timeout=3,
        read_timeout=5,
        cursorclass=pymysql.cursors.DictCursor,
    )


def handler(event, context):
    skus = json.loads(event["body"] or "{}").get("skus", [])
    if not isinstance(skus, list) or not 0 < len(skus) <= 100:
        return {"statusCode": 400, "body": json.dumps({"error": "skus: 1 to 100 entries"})}
    listed = ", ".join(["%s"] * len(skus))
    statement = "SELECT sku, on_hand, reserved FROM levels WHERE sku IN (" + listed + ")"
    with connect() as connection, connection.cursor() as cursor:
        cursor.execute(statement, [str(sku) for sku in skus])
        levels = cursor.fetchall()
    return {"statusCode": 200, "body": json.dumps({"levels": levels})}
