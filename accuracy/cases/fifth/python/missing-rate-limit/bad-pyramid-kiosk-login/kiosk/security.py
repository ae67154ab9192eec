import bcrypt


class MemberDirectory:
    def __init__(self, session):
        self.session = session

    def find(self, number):
        from kiosk.models import Member

        return self.session.query(Member).filter_by(number=number).one_or_none()

    def check(self, member, pin):
        return member is not None and bcrypt.checkpw(pin.encode(), member.pin_hash)
