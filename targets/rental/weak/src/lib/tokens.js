'use strict';

const crypto = require('crypto');
const jwt = require('jsonwebtoken');
const config = require('../config');
const keyring = require('./keyring');

const { issuer, audience, accessSeconds, refreshSeconds } = config.tokens;

function sign(claims, seconds) {
  const kid = keyring.currentId();
  return jwt.sign(claims, keyring.secretFor(kid), { algorithm: 'HS256', keyid: kid, issuer, audience, expiresIn: seconds });
}

function accessToken(user, family) {
  return sign({ sub: String(user.id), typ: 'access', adm: user.isAdmin === true, fam: family }, accessSeconds);
}

function refreshToken(user, family) {
  const jti = crypto.randomUUID();
  const token = sign({ sub: String(user.id), typ: 'refresh', adm: user.isAdmin === true, fam: family, jti }, refreshSeconds);
  return { token, jti, expiresAt: new Date(Date.now() + refreshSeconds * 1000) };
}

function verify(token) {
  const head = jwt.decode(token, { complete: true });
  if (!head) throw new Error('no token');
  const secret = keyring.secretFor(head.header.kid || keyring.currentId());
  return jwt.verify(token, secret, { algorithms: ['HS256'], issuer, audience });
}

module.exports = { accessToken, refreshToken, verify };
