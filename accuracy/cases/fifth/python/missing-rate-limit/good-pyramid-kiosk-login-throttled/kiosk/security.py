import bcrypt


class MemberDirectory:
    def __init__(self, session):
        self.session = session

    def find(self, number):
        from kiosk.models import Member

        return self.session.query(Member).filter_by(number=number).one_or_none()

    def check(self, member, pin):
        return member is not None and bcrypt.checkpw(pin.encode(), member.pin_hash)


class Attempts:
    limit = 5
    seconds = 900

    def __init__(self, redis):
        self.redis = redis

    def allow(self, number):
        key = f"kiosk:attempts:{number}"
        count = self.redis.incr(key)
        if count == 1:
            self.redis.expire(key, self.seconds)
        return count <= self.limit
