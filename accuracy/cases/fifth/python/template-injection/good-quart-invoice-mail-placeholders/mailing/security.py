from itsdangerous import BadSignature, URLSafeTimedSerializer


def shop_of_token(token, key):
    try:
        return URLSafeTimedSerializer(key, salt="shop").loads(token, max_age=86_400)
    except BadSignature:
        return None
