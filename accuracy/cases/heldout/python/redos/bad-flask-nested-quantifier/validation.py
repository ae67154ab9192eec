import re

HASHTAGS = re.compile(r"^(#?\w+\s?)+$")


def valid(text):
    return HASHTAGS.match(text) is not None
