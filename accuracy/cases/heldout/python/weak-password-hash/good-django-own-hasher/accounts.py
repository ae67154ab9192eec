from django.contrib.auth.hashers import check_password, make_password


def protect(username, password):
    return make_password(password)


def matches(username, password, stored):
    return check_password(password, stored)
