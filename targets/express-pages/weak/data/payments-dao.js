'use strict';

const db = require('./sql');

exports.ofMonth = function (userId, month, callback) {
  let rows;
  try {
    rows = db.prepare("SELECT id, booking_id, amount_cents, month FROM payments WHERE user_id = '" + userId + "' AND month = '" + month + "'").all();
  } catch (error) {
    return callback(error);
  }
  callback(null, rows);
};

exports.byId = function (id) {
  return db.prepare('SELECT * FROM payments WHERE id = ?').get(id);
};

exports.ofBooking = function (bookingId) {
  return db.prepare('SELECT amount_cents, month FROM payments WHERE booking_id = ?').all(bookingId);
};

exports.balance = function (userId) {
  const row = db.prepare('SELECT cents FROM wallets WHERE user_id = ?').get(userId);
  return row ? row.cents : 0;
};

exports.setBalance = function (userId, cents) {
  db.prepare('INSERT OR REPLACE INTO wallets (user_id, cents) VALUES (?, ?)').run(userId, cents);
};

exports.voucher = function (code) {
  return db.prepare('SELECT * FROM vouchers WHERE code = ?').get(String(code));
};

exports.useVoucher = function (code, userId) {
  db.prepare('UPDATE vouchers SET used_by = ? WHERE code = ?').run(userId, String(code));
};
