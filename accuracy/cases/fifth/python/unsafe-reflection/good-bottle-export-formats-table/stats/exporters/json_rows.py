import json


def export(rows):
    return "application/json", json.dumps(rows)
