ROWS = [
    {"team": "red", "points": 31, "games": 14},
    {"team": "blue", "points": 29, "games": 13},
    {"team": "green", "points": 33, "games": 14},
]


def key_for(column):
    return eval("lambda row: row['" + column + "']")


def table(column):
    return sorted(ROWS, key=key_for(column), reverse=True)
