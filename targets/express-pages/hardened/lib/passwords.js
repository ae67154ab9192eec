'use strict';

const bcrypt = require('bcryptjs');

const ROUNDS = 12;
const COMMON = new Set(['password1234', 'passwordpassword', '123456789012', 'qwertyuiop12', 'iloveyou1234', 'letmein12345', 'administrator', 'welcome12345', 'eveningschool', 'linden-evening']);
// The hash of random bytes that nobody kept: for accounts that do not exist.
const DUMMY = '$2b$12$jtbf7BFsroMsVU.LZ/FVOugY7qZPEVwCa8Cf0vzUuPsEWYL9HY5Am';

exports.hash = function (password) {
  return bcrypt.hash(password, ROUNDS);
};

/** Takes the same time whether or not there is a hash. */
exports.verify = async function (password, hash) {
  const same = await bcrypt.compare(password, hash || DUMMY);
  return same && Boolean(hash);
};

/** Why the password may not be used, or undefined. bcrypt reads 72 bytes, so longer ones are refused. */
exports.problem = function (password, email) {
  if (password.length < 12) return 'Please choose at least 12 characters.';
  if (Buffer.byteLength(password) > 72) return 'Please choose at most 72 bytes.';
  if (COMMON.has(password.toLowerCase()) || new Set(password).size < 5) return 'This password is too common.';
  const account = String(email).split('@')[0].toLowerCase();
  if (account.length > 3 && password.toLowerCase().includes(account)) return 'The password contains the name of the account.';
  return undefined;
};
