from .models import Account, db


def update_account(account: Account, changes: dict) -> Account:
    for key, value in changes.items():
        if hasattr(account, key):
            setattr(account, key, value)
    db.session.commit()
    return account
