class Signing:
    algorithm = "sha256"
    separator = "."
