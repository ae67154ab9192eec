'use strict';

const crypto = require('crypto');
const config = require('../config');

exports.md5 = function (pin) {
  return crypto.createHash('md5').update(String(pin)).digest('hex');
};

exports.resetToken = function () {
  return Math.random().toString(36).slice(2, 12);
};

exports.encryptIban = function (iban) {
  const cipher = crypto.createCipheriv('aes-128-ecb', config.ibanKey, null);
  return cipher.update(iban, 'utf8', 'hex') + cipher.final('hex');
};

/** The validator of a cached page. */
exports.etag = function (body) {
  return '"' + crypto.createHash('md5').update(body).digest('hex') + '"';
};
