def quoted(value: object) -> str:
    text = str(value)
    if text.isascii() and text[:1].isdigit():
        return text
    return "'" + text.replace("'", "''") + "'"
