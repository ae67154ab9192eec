'use strict';

const db = require('./sql');
const { digest } = require('../lib/crypto');

exports.ofMonth = function (userId, month) {
  return db.prepare('SELECT id, booking_id, amount_cents, month FROM payments WHERE user_id = ? AND month = ? LIMIT 100').all(userId, month);
};

exports.own = function (id, userId) {
  return db.prepare('SELECT id, booking_id, amount_cents, month FROM payments WHERE id = ? AND user_id = ?').get(id, userId);
};

exports.countByBooking = function (bookingIds) {
  const rows = db.prepare('SELECT booking_id, COUNT(*) AS n FROM payments WHERE booking_id IN (SELECT value FROM json_each(?)) GROUP BY booking_id').all(JSON.stringify(bookingIds));
  return new Map(rows.map((row) => [row.booking_id, row.n]));
};

exports.balance = function (userId) {
  const row = db.prepare('SELECT cents FROM wallets WHERE user_id = ?').get(userId);
  return row ? row.cents : 0;
};

/** Marks the voucher and adds its amount in one transaction; answers whether it was still good. */
exports.redeem = function (code, userId) {
  return db.transaction(function () {
    const voucher = db.prepare('UPDATE vouchers SET used_by = ? WHERE code_digest = ? AND used_by IS NULL RETURNING amount_cents').get(userId, digest(code));
    if (voucher === undefined) return false;
    db.prepare('INSERT INTO wallets (user_id, cents) VALUES (?, ?) ON CONFLICT (user_id) DO UPDATE SET cents = cents + excluded.cents').run(userId, voucher.amount_cents);
    return true;
  });
};

exports.addVoucher = function (code, cents) {
  db.prepare('INSERT INTO vouchers (code_digest, amount_cents) VALUES (?, ?)').run(digest(code), cents);
};
