def upper(value):
    return value.upper()


def strip(value):
    return value.strip()


KNOWN = {"upper": upper, "strip": strip}


def compile_transform(source):
    return KNOWN[source]
