def quoted(value: object) -> str:
    text = str(value)
    return "'" + text.replace("'", "''") + "'"
