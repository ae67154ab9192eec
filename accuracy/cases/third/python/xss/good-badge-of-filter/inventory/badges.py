from django.utils.html import format_html


def filter_badge(words: str):
    return format_html('<span class="badge">{}</span>', words)
