'use strict';

const { wrap, unauthorized, forbidden } = require('../lib/errors');
const tokens = require('../lib/tokens');
const logger = require('../lib/logger');
const { ApiKey, RefreshToken, User } = require('../db/models');
const { digest } = require('../lib/keys');

const bearer = (req) => {
  const [scheme, token] = String(req.get('authorization') || '').split(' ');
  return /^bearer$/i.test(scheme) ? token : undefined;
};

async function userOfToken(token) {
  const claims = tokens.verify(token, 'access');
  const [user, ended] = await Promise.all([
    User.findByPk(Number(claims.sub)),
    RefreshToken.count({ where: { family: String(claims.fam) } }).then(async (all) => all === 0
      || (await RefreshToken.count({ where: { family: String(claims.fam), revokedAt: null } })) === 0),
  ]);
  if (!user || user.status !== 'active' || user.tokenVersion !== claims.ver || ended) throw new Error('session ended');
  return { id: user.id, isAdmin: user.isAdmin, family: claims.fam };
}

async function userOfKey(value) {
  const key = await ApiKey.findOne({ where: { keyHash: digest(value), revokedAt: null } });
  if (!key || key.expiresAt < new Date()) return null;
  return key;
}

const authenticate = wrap(async (req, res, next) => {
  const given = req.get('x-api-key');
  if (given) {
    req.apiKey = await userOfKey(given);
    if (!req.apiKey) throw unauthorized('This key is not valid');
    req.user = { id: req.apiKey.userId, isAdmin: false };
    return next();
  }
  const token = bearer(req);
  if (!token) throw unauthorized();
  try {
    req.user = await userOfToken(token);
  } catch (error) {
    logger.warn('token refused', { id: req.id, reason: error.message });
    throw unauthorized('This session is not valid');
  }
  next();
});

// Keys work inside their branch only.
const personOnly = (req, res, next) => next(req.apiKey ? forbidden('Not with an API key') : undefined);

module.exports = { authenticate, personOnly, userOfToken };
