HOSTS = {
    "eu": "stock-eu.example.internal",
    "us": "stock-us.example.internal",
}


def host_of(region: str) -> str:
    return HOSTS.get(region, region)
