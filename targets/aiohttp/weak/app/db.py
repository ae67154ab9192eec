"""A thin asynchronous layer over sqlite3: one connection on one worker thread."""

import asyncio
import sqlite3
from concurrent.futures import ThreadPoolExecutor

from aiohttp import web

SCHEMA = """
CREATE TABLE IF NOT EXISTS users (
  id INTEGER PRIMARY KEY, email TEXT NOT NULL UNIQUE, password TEXT NOT NULL, name TEXT NOT NULL,
  handle TEXT NOT NULL UNIQUE, role TEXT NOT NULL DEFAULT 'user', phone TEXT DEFAULT '', address TEXT DEFAULT '',
  status TEXT NOT NULL DEFAULT 'active', preferences TEXT NOT NULL DEFAULT '{}',
  balance INTEGER NOT NULL DEFAULT 200000, created_at TEXT NOT NULL DEFAULT (datetime('now')));
CREATE TABLE IF NOT EXISTS shops (
  id INTEGER PRIMARY KEY, owner_id INTEGER NOT NULL UNIQUE, name TEXT NOT NULL, headline TEXT DEFAULT '',
  website TEXT DEFAULT '', auto_reply TEXT DEFAULT '', settings TEXT NOT NULL
  DEFAULT '{"theme": "plain", "fees": {"commission": 8, "verified": false}}');
CREATE TABLE IF NOT EXISTS shop_members (
  shop_id INTEGER NOT NULL, user_id INTEGER NOT NULL, PRIMARY KEY (shop_id, user_id));
CREATE TABLE IF NOT EXISTS listings (
  id INTEGER PRIMARY KEY, seller_id INTEGER NOT NULL, title TEXT NOT NULL, description TEXT NOT NULL DEFAULT '',
  category TEXT NOT NULL DEFAULT 'other', brand TEXT NOT NULL DEFAULT '', condition TEXT NOT NULL DEFAULT 'good',
  price INTEGER NOT NULL, reserve_price INTEGER NOT NULL DEFAULT 0, serial_number TEXT NOT NULL DEFAULT '',
  status TEXT NOT NULL DEFAULT 'active', featured INTEGER NOT NULL DEFAULT 0,
  created_at TEXT NOT NULL DEFAULT (datetime('now')));
CREATE TABLE IF NOT EXISTS photos (
  id INTEGER PRIMARY KEY, listing_id INTEGER NOT NULL, filename TEXT NOT NULL, content_type TEXT NOT NULL,
  size INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS offers (
  id INTEGER PRIMARY KEY, listing_id INTEGER NOT NULL, buyer_id INTEGER NOT NULL, amount INTEGER NOT NULL,
  turn TEXT NOT NULL DEFAULT 'seller', status TEXT NOT NULL DEFAULT 'open',
  created_at TEXT NOT NULL DEFAULT (datetime('now')));
CREATE TABLE IF NOT EXISTS orders (
  id INTEGER PRIMARY KEY, listing_id INTEGER NOT NULL, buyer_id INTEGER NOT NULL, seller_id INTEGER NOT NULL,
  amount INTEGER NOT NULL, state TEXT NOT NULL DEFAULT 'paid', address TEXT NOT NULL DEFAULT '',
  created_at TEXT NOT NULL DEFAULT (datetime('now')));
CREATE TABLE IF NOT EXISTS labels (
  id INTEGER PRIMARY KEY, order_id INTEGER NOT NULL, carrier TEXT NOT NULL, code TEXT NOT NULL, body TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS wallet_entries (
  id INTEGER PRIMARY KEY, user_id INTEGER NOT NULL, amount INTEGER NOT NULL, kind TEXT NOT NULL,
  note TEXT NOT NULL DEFAULT '', created_at TEXT NOT NULL DEFAULT (datetime('now')));
CREATE TABLE IF NOT EXISTS vouchers (code TEXT PRIMARY KEY, amount INTEGER NOT NULL, used_by INTEGER);
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
  term TEXT NOT NULL DEFAULT '', max_price INTEGER, notify_url TEXT NOT NULL DEFAULT '', last_run TEXT);
CREATE TABLE IF NOT EXISTS rates (code TEXT PRIMARY KEY, factor REAL NOT NULL);
CREATE TABLE IF NOT EXISTS notifications (
  id INTEGER PRIMARY KEY, user_id INTEGER NOT NULL, text TEXT NOT NULL,
  created_at TEXT NOT NULL DEFAULT (datetime('now')));
CREATE TABLE IF NOT EXISTS outbox (
  id INTEGER PRIMARY KEY, recipient TEXT NOT NULL, subject TEXT NOT NULL, body TEXT NOT NULL,
  created_at TEXT NOT NULL DEFAULT (datetime('now')));
"""


class Database:
    def __init__(self, path):
        self.path = path
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="sqlite")
        self._conn = None

    async def _call(self, fn, *args):
        return await asyncio.get_running_loop().run_in_executor(self._worker, fn, *args)

    def _connect(self):
        self._conn = sqlite3.connect(self.path, isolation_level=None, check_same_thread=False)
        self._conn.row_factory = sqlite3.Row
        self._conn.executescript(SCHEMA)

    async def open(self):
        await self._call(self._connect)

    async def close(self):
        await self._call(self._conn.close)
        self._worker.shutdown(wait=False)

    async def all(self, sql, params=()):
        rows = await self._call(lambda: self._conn.execute(sql, params).fetchall())
        return [dict(row) for row in rows]

    async def one(self, sql, params=()):
        row = await self._call(lambda: self._conn.execute(sql, params).fetchone())
        return dict(row) if row is not None else None

    async def run(self, sql, params=()):
        """Runs one statement; answers the id of the row it inserted."""
        return await self._call(lambda: self._conn.execute(sql, params).lastrowid)


DB = web.AppKey("db", Database)
