from django.utils.html import format_html


class Badge:
    colour = "grey"

    def __init__(self, label):
        self.label = label

    def render(self):
        return format_html("<span class=\"{}\">-</span>", self.colour)


class LiveBadge(Badge):
    colour = "green"

    def render(self):
        return format_html('<span class="{}">{}</span>', self.colour, self.label)
