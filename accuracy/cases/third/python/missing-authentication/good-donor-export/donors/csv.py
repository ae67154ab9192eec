from collections.abc import Iterable, Iterator


def donor_rows(donors: Iterable[dict]) -> Iterator[str]:
    yield "id,name,total\n"
    for donor in donors:
        yield f"{donor['id']},{donor['name']},{donor['total']}\n"
