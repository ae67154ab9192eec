const crypto = require('crypto');
const bcrypt = require('bcrypt');

const hashPassword = (password) => bcrypt.hash(password, 12);
const checkPassword = (password, hash) => bcrypt.compare(password, hash);

function resetToken() {
  return Date.now().toString(36) + Math.random().toString(36).slice(2);
}

function pickupCode() {
  return String(crypto.randomInt(0, 1_000_000_000)).padStart(9, '0');
}

module.exports = { hashPassword, checkPassword, resetToken, pickupCode };
