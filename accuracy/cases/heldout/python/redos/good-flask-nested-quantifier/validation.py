import re

HASHTAGS = re.compile(r"^#?\w+(?:\s#?\w+)*$")


def valid(text):
    return HASHTAGS.match(text) is not None
