"""sqlite3 on one worker thread. Work is given as functions of the connection; a write is one transaction."""

import asyncio
import sqlite3
from concurrent.futures import ThreadPoolExecutor

from aiohttp import web

SCHEMA = """
CREATE TABLE IF NOT EXISTS users (
  id INTEGER PRIMARY KEY, email TEXT NOT NULL UNIQUE, password TEXT NOT NULL, name TEXT NOT NULL,
  handle TEXT NOT NULL UNIQUE, role TEXT NOT NULL DEFAULT 'user' CHECK (role IN ('user', 'moderator', 'admin')),
  phone TEXT NOT NULL DEFAULT '', address TEXT NOT NULL DEFAULT '', status TEXT NOT NULL DEFAULT 'active'
  CHECK (status IN ('active', 'suspended', 'deleted')), preferences TEXT NOT NULL DEFAULT '{}',
  balance INTEGER NOT NULL DEFAULT 200000 CHECK (balance >= 0), created_at TEXT NOT NULL DEFAULT (datetime('now')));
CREATE TABLE IF NOT EXISTS sessions (
  id TEXT PRIMARY KEY, user_id INTEGER NOT NULL, expires_at INTEGER NOT NULL, revoked INTEGER NOT NULL DEFAULT 0);
CREATE TABLE IF NOT EXISTS refresh_tokens (
  digest TEXT PRIMARY KEY, session_id TEXT NOT NULL, expires_at INTEGER NOT NULL, used INTEGER NOT NULL DEFAULT 0);
CREATE TABLE IF NOT EXISTS reset_codes (
  user_id INTEGER PRIMARY KEY, digest TEXT NOT NULL, expires_at INTEGER NOT NULL, attempts INTEGER NOT NULL DEFAULT 0);
CREATE TABLE IF NOT EXISTS known_addresses (account TEXT NOT NULL, address TEXT NOT NULL, PRIMARY KEY (account, address));
CREATE TABLE IF NOT EXISTS counters (
  key TEXT PRIMARY KEY, window INTEGER NOT NULL, count INTEGER NOT NULL, expires_at INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS audit (
  id INTEGER PRIMARY KEY, at TEXT NOT NULL DEFAULT (datetime('now')), actor_id INTEGER, action TEXT NOT NULL,
  object TEXT NOT NULL, detail TEXT NOT NULL, digest TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS shops (
  id INTEGER PRIMARY KEY, owner_id INTEGER NOT NULL UNIQUE, name TEXT NOT NULL, headline TEXT NOT NULL DEFAULT '',
  website TEXT NOT NULL DEFAULT '', auto_reply TEXT NOT NULL DEFAULT '', theme TEXT NOT NULL DEFAULT 'plain',
  commission INTEGER NOT NULL DEFAULT 8, verified INTEGER NOT NULL DEFAULT 0);
CREATE TABLE IF NOT EXISTS shop_members (
  shop_id INTEGER NOT NULL, user_id INTEGER NOT NULL, PRIMARY KEY (shop_id, user_id));
CREATE TABLE IF NOT EXISTS listings (
  id INTEGER PRIMARY KEY, seller_id INTEGER NOT NULL, title TEXT NOT NULL, description TEXT NOT NULL DEFAULT '',
  category TEXT NOT NULL DEFAULT 'other', brand TEXT NOT NULL DEFAULT '', condition TEXT NOT NULL DEFAULT 'good',
  price INTEGER NOT NULL CHECK (price >= 0), reserve_price INTEGER NOT NULL DEFAULT 0,
  serial_number TEXT NOT NULL DEFAULT '', status TEXT NOT NULL DEFAULT 'active', featured INTEGER NOT NULL DEFAULT 0,
  created_at TEXT NOT NULL DEFAULT (datetime('now')));
CREATE TABLE IF NOT EXISTS photos (
  id INTEGER PRIMARY KEY, listing_id INTEGER NOT NULL, filename TEXT NOT NULL UNIQUE, content_type TEXT NOT NULL,
  size INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS offers (
  id INTEGER PRIMARY KEY, listing_id INTEGER NOT NULL, buyer_id INTEGER NOT NULL,
  amount INTEGER NOT NULL CHECK (amount > 0), turn TEXT NOT NULL DEFAULT 'seller', status TEXT NOT NULL DEFAULT 'open',
  created_at TEXT NOT NULL DEFAULT (datetime('now')));
CREATE TABLE IF NOT EXISTS orders (
  id INTEGER PRIMARY KEY, listing_id INTEGER NOT NULL, buyer_id INTEGER NOT NULL, seller_id INTEGER NOT NULL,
  amount INTEGER NOT NULL CHECK (amount > 0), state TEXT NOT NULL DEFAULT 'paid', address TEXT NOT NULL DEFAULT '',
  created_at TEXT NOT NULL DEFAULT (datetime('now')));
CREATE TABLE IF NOT EXISTS labels (
  id INTEGER PRIMARY KEY, order_id INTEGER NOT NULL UNIQUE, carrier TEXT NOT NULL, code TEXT NOT NULL,
  body TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS wallet_entries (
  id INTEGER PRIMARY KEY, user_id INTEGER NOT NULL, amount INTEGER NOT NULL, kind TEXT NOT NULL,
  note TEXT NOT NULL DEFAULT '', created_at TEXT NOT NULL DEFAULT (datetime('now')));
CREATE TABLE IF NOT EXISTS vouchers (
  code TEXT PRIMARY KEY, owner_id INTEGER NOT NULL, amount INTEGER NOT NULL, used_by INTEGER);
CREATE TABLE IF NOT EXISTS threads (
  id INTEGER PRIMARY KEY, a_id INTEGER NOT NULL, b_id INTEGER NOT NULL, UNIQUE (a_id, b_id));
CREATE TABLE IF NOT EXISTS messages (
  id INTEGER PRIMARY KEY, thread_id INTEGER NOT NULL, sender_id INTEGER NOT NULL, body TEXT NOT NULL,
  created_at TEXT NOT NULL DEFAULT (datetime('now')));
CREATE TABLE IF NOT EXISTS reviews (
  id INTEGER PRIMARY KEY, order_id INTEGER NOT NULL UNIQUE, author_id INTEGER NOT NULL, seller_id INTEGER NOT NULL,
  stars INTEGER NOT NULL, body TEXT NOT NULL DEFAULT '');
CREATE TABLE IF NOT EXISTS favourites (
  user_id INTEGER NOT NULL, listing_id INTEGER NOT NULL, PRIMARY KEY (user_id, listing_id));
CREATE TABLE IF NOT EXISTS reports (
  id INTEGER PRIMARY KEY, listing_id INTEGER NOT NULL, reporter_id INTEGER NOT NULL, reason TEXT NOT NULL,
  status TEXT NOT NULL DEFAULT 'open', resolution TEXT NOT NULL DEFAULT '');
CREATE TABLE IF NOT EXISTS saved_searches (
  id INTEGER PRIMARY KEY, user_id INTEGER NOT NULL, name TEXT NOT NULL, category TEXT NOT NULL DEFAULT '',
  term TEXT NOT NULL DEFAULT '', max_price INTEGER, last_run TEXT);
CREATE TABLE IF NOT EXISTS rates (code TEXT PRIMARY KEY, factor REAL NOT NULL);
CREATE TABLE IF NOT EXISTS notifications (
  id INTEGER PRIMARY KEY, user_id INTEGER NOT NULL, text TEXT NOT NULL,
  created_at TEXT NOT NULL DEFAULT (datetime('now')));
CREATE TABLE IF NOT EXISTS outbox (
  id INTEGER PRIMARY KEY, recipient TEXT NOT NULL, subject TEXT NOT NULL, body TEXT NOT NULL,
  created_at TEXT NOT NULL DEFAULT (datetime('now')));
"""


def one(conn, sql, params=()):
    row = conn.execute(sql, params).fetchone()
    return dict(row) if row is not None else None


def many(conn, sql, params=()):
    return [dict(row) for row in conn.execute(sql, params).fetchall()]


class Database:
    def __init__(self, path):
        self.path = path
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="sqlite")
        self._conn = None

    async def _call(self, fn, *args):
        return await asyncio.get_running_loop().run_in_executor(self._worker, fn, *args)

    def _connect(self):
        self._conn = sqlite3.connect(self.path, isolation_level=None, check_same_thread=False, timeout=5)
        self._conn.row_factory = sqlite3.Row
        self._conn.execute("PRAGMA journal_mode = WAL")
        self._conn.execute("PRAGMA synchronous = NORMAL")
        self._conn.executescript(SCHEMA)

    async def open(self):
        await self._call(self._connect)

    async def close(self):
        await self._call(self._conn.close)
        self._worker.shutdown(wait=False)

    async def read(self, fn, *args):
        return await self._call(lambda: fn(self._conn, *args))

    def _transaction(self, fn, args):
        self._conn.execute("BEGIN IMMEDIATE")
        try:
            result = fn(self._conn, *args)
        except BaseException:
            self._conn.execute("ROLLBACK")
            raise
        self._conn.execute("COMMIT")
        return result

    async def write(self, fn, *args):
        return await self._call(self._transaction, fn, args)

    async def one(self, sql, params=()):
        return await self.read(one, sql, params)

    async def many(self, sql, params=()):
        return await self.read(many, sql, params)


DB = web.AppKey("db", Database)
