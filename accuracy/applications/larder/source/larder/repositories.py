import secrets
import time

from .db import db
from .security import digest


class Users:
    @staticmethod
    def by_email(email: str):
        return db().execute("select id, email, password_hash, blocked from users where email = ?", (email,)).fetchone()

    @staticmethod
    def add(email: str, name: str, password_hash: str) -> None:
        db().execute("insert into users (email, name, password_hash) values (?, ?, ?)", (email, name, password_hash))

    @staticmethod
    def password_hash(user_id: int) -> str:
        return db().execute("select password_hash from users where id = ?", (user_id,)).fetchone()[0]

    @staticmethod
    def set_password(user_id: int, password_hash: str) -> None:
        db().execute("update users set password_hash = ? where id = ?", (password_hash, user_id))


class Credentials:
    LIFETIME = {"session": 12 * 3600, "api": 90 * 86400, "reset": 1800}

    @classmethod
    def issue(cls, user_id: int, kind: str, label: str | None = None, scope: str = "write") -> tuple[str, str]:
        token, public_id = f"larder_{kind}_{secrets.token_urlsafe(32)}", secrets.token_hex(8)
        connection = db()
        connection.execute("delete from credentials where expires_at < ?", (int(time.time()),))
        if kind == "reset":
            connection.execute("delete from credentials where user_id = ? and kind = 'reset'", (user_id,))
        connection.execute(
            "insert into credentials (digest, kind, id, user_id, label, scope, expires_at) values (?, ?, ?, ?, ?, ?, ?)",
            (digest(token), kind, public_id, user_id, label, scope, int(time.time()) + cls.LIFETIME[kind]),
        )
        return token, public_id

    @staticmethod
    def resolve(token: str, kind: str):
        return db().execute(
            """select c.id as credential, c.scope, u.id as user_id, u.email, u.name, u.role from credentials c join users u on u.id = c.user_id
               where c.digest = ? and c.kind = ? and c.expires_at > ? and u.blocked = 0""",
            (digest(token), kind, int(time.time())),
        ).fetchone()

    @staticmethod
    def spend_reset(token: str) -> int | None:
        row = db().execute(
            "delete from credentials where digest = ? and kind = 'reset' and expires_at > ? returning user_id", (digest(token), int(time.time()))
        ).fetchone()
        return row["user_id"] if row else None

    @staticmethod
    def end(credential: str) -> None:
        db().execute("delete from credentials where id = ?", (credential,))

    @staticmethod
    def end_all(user_id: int) -> None:
        db().execute("delete from credentials where user_id = ?", (user_id,))


class Catalogue:
    ORDER = {"name": "p.name", "price": "p.price", "-price": "p.price desc", "stars": "stars desc"}
    COLUMNS = "p.slug, p.name, p.description, p.price, p.stock > 0 as available, (select avg(stars) from reviews r where r.product_id = p.id) as stars"

    @classmethod
    def search(cls, query: str, sort: str, limit: int, offset: int):
        needle = "%" + query.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
        order = cls.ORDER.get(sort, "p.name")
        return db().execute(
            f"select {cls.COLUMNS} from products p where p.active = 1 and p.name like ? escape '\\' order by {order} limit ? offset ?",
            (needle, limit, offset),
        ).fetchall()

    @classmethod
    def find(cls, slug: str):
        return db().execute(f"select p.id, {cls.COLUMNS} from products p where p.slug = ? and p.active = 1", (slug,)).fetchone()

    @staticmethod
    def reviews(product_id: int, limit: int, offset: int):
        return db().execute(
            """select r.id, r.stars, r.text, u.name as author, r.created_at from reviews r join users u on u.id = r.user_id
               where r.product_id = ? and u.blocked = 0 order by r.id desc limit ? offset ?""", (product_id, limit, offset)
        ).fetchall()

    CHANGEABLE = ("name", "description", "price", "stock", "active")

    @classmethod
    def change(cls, slug: str, version: int, fields: dict) -> bool:
        columns = [column for column in cls.CHANGEABLE if column in fields]
        assignments = "".join(f"{column} = :{column}, " for column in columns)
        values = {column: fields[column] for column in columns}
        statement = f"update products set {assignments}version = version + 1 where slug = :slug and version = :version"
        return db().execute(statement, {**values, "slug": slug, "version": version}).rowcount == 1


class Household:
    """Whatever belongs to one customer. Every statement carries the owner."""

    def __init__(self, user_id: int) -> None:
        self.me = user_id

    def balance(self) -> int:
        return db().execute("select balance from users where id = ?", (self.me,)).fetchone()[0]

    def tokens(self):
        return db().execute("select id, label, scope, expires_at from credentials where user_id = ? and kind = 'api' order by id", (self.me,)).fetchall()

    def drop_token(self, token_id: str) -> bool:
        return db().execute("delete from credentials where id = ? and user_id = ? and kind = 'api'", (token_id, self.me)).rowcount == 1

    def addresses(self):
        return db().execute("select id, line, city, postcode from addresses where user_id = ? and deleted = 0 limit 50", (self.me,)).fetchall()

    def address(self, address_id: int):
        return db().execute("select line, city, postcode from addresses where id = ? and user_id = ? and deleted = 0", (address_id, self.me)).fetchone()

    def add_address(self, line: str, city: str, postcode: str) -> int | None:
        row = db().execute(
            """insert into addresses (user_id, line, city, postcode) select ?1, ?2, ?3, ?4
               where (select count(*) from addresses where user_id = ?1 and deleted = 0) < 50 returning id""", (self.me, line, city, postcode)
        ).fetchone()
        return row["id"] if row else None

    def drop_address(self, address_id: int) -> bool:
        return db().execute("update addresses set deleted = 1 where id = ? and user_id = ? and deleted = 0", (address_id, self.me)).rowcount == 1

    def cart(self):
        return db().execute(
            """select p.id, p.slug, p.name, p.price, c.quantity from cart c join products p on p.id = c.product_id
               where c.user_id = ? and p.active = 1 order by p.name""", (self.me,)
        ).fetchall()

    def put_in_cart(self, product_id: int, quantity: int) -> None:
        db().execute(
            "insert into cart (user_id, product_id, quantity) values (?, ?, ?) on conflict (user_id, product_id) do update set quantity = excluded.quantity",
            (self.me, product_id, quantity),
        )

    def take_from_cart(self, product_id: int) -> None:
        db().execute("delete from cart where user_id = ? and product_id = ?", (self.me, product_id))

    def review(self, product_id: int, stars: int, text: str) -> int | None:
        row = db().execute(
            """insert into reviews (product_id, user_id, stars, text)
               select ?2, ?1, ?3, ?4 where exists (select 1 from orders o join order_lines l on l.order_id = o.id
                 where o.user_id = ?1 and l.product_id = ?2 and o.status <> 'cancelled') returning id""", (self.me, product_id, stars, text)
        ).fetchone()
        return row["id"] if row else None

    def drop_review(self, review_id: int) -> bool:
        return db().execute("delete from reviews where id = ? and user_id = ?", (review_id, self.me)).rowcount == 1

    def orders(self, limit: int, offset: int):
        return db().execute("select id, status, total, created_at from orders where user_id = ? order by id desc limit ? offset ?", (self.me, limit, offset)).fetchall()

    def order(self, order_id: int):
        return db().execute("select id, status, total, address, created_at from orders where id = ? and user_id = ?", (order_id, self.me)).fetchone()

    def lines(self, order_id: int):
        return db().execute(
            "select l.name, l.price, l.quantity from order_lines l join orders o on o.id = l.order_id where o.id = ? and o.user_id = ?", (order_id, self.me)
        ).fetchall()


def for_user(caller) -> Household:
    return Household(caller.id)


def audit(actor_id: int, action: str, subject: object) -> None:
    db().execute("insert into audit (actor_id, action, subject) values (?, ?, ?)", (actor_id, action, str(subject)))
