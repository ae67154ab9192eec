from . import db


def is_clerk_of(user_id, branch_id):
    found = db.fetch_one("SELECT 1 AS yes FROM branch_clerks WHERE user_id = %s AND branch_id = %s", (user_id, branch_id))
    return found is not None


def accounts_of_branch(branch_id):
    return db.fetch_all("SELECT id, holder, balance FROM accounts WHERE branch_id = %s ORDER BY id LIMIT 100", (branch_id,))
