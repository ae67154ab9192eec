from charts.models import Sample


def series_of(user, metric: str) -> list[float]:
    samples = Sample.objects.filter(shop__owner=user, metric=metric).order_by("-day")
    return list(samples.values_list("value", flat=True)[:90])
