'use strict';

const bcrypt = require('bcryptjs');

const ROUNDS = 10;
const PLACEHOLDER = bcrypt.hashSync('no such account', ROUNDS);

const hashPassword = (plain) => bcrypt.hash(plain, ROUNDS);
// Accounts that do not exist cost the same time as a wrong password.
const checkPassword = (plain, hash) => bcrypt.compare(String(plain), hash || PLACEHOLDER);

const COMMON = new Set(['password12', 'password123', '1234567890', 'qwertyuiop', 'letmein1234']);
const acceptable = (plain) => typeof plain === 'string' && plain.length >= 10 && plain.length <= 72 && !COMMON.has(plain.toLowerCase());

module.exports = { hashPassword, checkPassword, acceptable };
