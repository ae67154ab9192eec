from django.utils.html import format_html
from django.utils.safestring import mark_safe


class Badge:
    colour = "grey"

    def __init__(self, label):
        self.label = label

    def render(self):
        return format_html("<span class=\"{}\">-</span>", self.colour)


class LiveBadge(Badge):
    colour = "green"

    def render(self):
        return mark_safe('<span class="%s">%s</span>' % (self.colour, self.label))
