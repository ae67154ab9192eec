'use strict';

const crypto = require('crypto');
const config = require('../config');

exports.token = function () {
  return crypto.randomBytes(32).toString('base64url');
};

exports.digest = function (secret) {
  return crypto.createHash('sha256').update(secret).digest('hex');
};

exports.sameText = function (a, b) {
  const [left, right] = [Buffer.from(String(a)), Buffer.from(String(b))];
  return left.length === right.length && crypto.timingSafeEqual(left, right);
};

/** Encrypts with a nonce of its own: "nonce.tag.text" in base64url. */
exports.seal = function (text) {
  const nonce = crypto.randomBytes(12);
  const cipher = crypto.createCipheriv('aes-256-gcm', config.dataKey, nonce);
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return [nonce, cipher.getAuthTag(), sealed].map((part) => part.toString('base64url')).join('.');
};

/** The validator of a cached page. */
exports.etag = function (body) {
  return '"' + crypto.createHash('md5').update(body).digest('hex') + '"';
};
