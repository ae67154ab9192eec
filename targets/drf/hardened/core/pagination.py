from rest_framework.exceptions import ValidationError
from rest_framework.pagination import LimitOffsetPagination


class BoundedPagination(LimitOffsetPagination):
    default_limit = 20
    max_limit = 100

    def get_limit(self, request):
        return _whole(request, "limit", 1, self.max_limit, self.default_limit)

    def get_offset(self, request):
        return _whole(request, "offset", 0, 100_000, 0)


def _whole(request, name, least, most, otherwise):
    text = request.query_params.get(name)
    if text is None:
        return otherwise
    if not text.isascii() or not text.isdigit() or len(text) > 6 or not least <= int(text) <= most:
        raise ValidationError({name: [f"A whole number from {least} to {most}"]})
    return int(text)
