from .models import Account, db

EDITABLE = ("company", "phone", "billing_email")


def update_account(account: Account, changes: dict) -> Account:
    for key in EDITABLE:
        if key in changes:
            setattr(account, key, changes[key])
    db.session.commit()
    return account
