class Signing:
    algorithm = "md5"
    separator = "."
