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
  return sign({ sub: String(user.id), typ: 'access', ver: user.tokenVersion, fam: family }, accessSeconds);
}

function refreshToken(user, family) {
  const jti = crypto.randomUUID();
  const token = sign({ sub: String(user.id), typ: 'refresh', fam: family, jti }, refreshSeconds);
  return { token, jti, expiresAt: new Date(Date.now() + refreshSeconds * 1000) };
}

function verify(token, type = 'access') {
  const head = jwt.decode(token, { complete: true });
  const secret = head && keyring.secretFor(head.header.kid);
  if (!secret) throw new Error('unknown key');
  const claims = jwt.verify(token, secret, { algorithms: ['HS256'], issuer, audience });
  if (claims.typ !== type) throw new Error('wrong kind of token');
  return claims;
}

module.exports = { accessToken, refreshToken, verify };
