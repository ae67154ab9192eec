def upper(value):
    return value.upper()


def strip(value):
    return value.strip()


KNOWN = {"upper": upper, "strip": strip}


def compile_transform(source):
    scope = {}
    exec("def transform(value):\n    return " + source, scope)
    return scope["transform"]
