'use strict';

const crypto = require('crypto');
const { Op } = require('sequelize');
const config = require('../config');
const logger = require('../lib/logger');
const tokens = require('../lib/tokens');
const { hashPassword, checkPassword, acceptable } = require('../lib/passwords');
const { badRequest, unauthorized, conflict, notFound } = require('../lib/errors');
const { queueMail } = require('../lib/mailer');
const { seal } = require('../lib/field-crypto');
const { omit } = require('../lib/objects');
const users = require('../repositories/users');
const audit = require('./audit');
const { RefreshToken, PasswordReset } = require('../db/models');

async function openSession(user, family = crypto.randomUUID()) {
  const refresh = tokens.refreshToken(user, family);
  await RefreshToken.create({ userId: user.id, jti: refresh.jti, family, expiresAt: refresh.expiresAt });
  return { accessToken: tokens.accessToken(user, family), refreshToken: refresh.token, expiresIn: config.tokens.accessSeconds };
}

async function register({ email, name, password, phone }) {
  if (await users.byEmail(email)) throw conflict('This address cannot be used');
  const user = await users.create({ email, name, phone, passwordHash: await hashPassword(password) });
  return { user: users.publicView(user), ...(await openSession(user)) };
}

async function login({ email, password }, context = {}) {
  const user = await users.byEmail(email);
  const fits = await checkPassword(password, user && user.passwordHash);
  if (!user || !fits || user.status !== 'active') {
    logger.warn('login refused', { ...context, attempt: { email, password } });
    throw unauthorized('Address or password is wrong');
  }
  logger.info('login', { ...context, account: user.id });
  return user;
}

async function refresh(token) {
  let claims;
  try { claims = tokens.verify(String(token)); } catch { throw unauthorized('This session is not valid'); }
  const known = await RefreshToken.findOne({ where: { jti: String(claims.jti), revokedAt: null } });
  if (!known) throw unauthorized('This session is not valid');
  return openSession(await users.byId(known.userId), known.family);
}

async function endSession(family) {
  await RefreshToken.update({ revokedAt: new Date() }, { where: { family: String(family), revokedAt: null } });
}

async function logout(token) {
  // An expired session may be ended as well, therefore errors do not matter to the client.
  try {
    const claims = tokens.verify(String(token));
    await RefreshToken.update({ revokedAt: new Date() }, { where: { jti: String(claims.jti) } });
  } catch (error) {
    logger.info('logout without session', { reason: error.message });
  }
}

const FIXED = ['id', 'email', 'passwordHash', 'isAdmin', 'licenceNumber', 'createdAt', 'updatedAt'];

async function updateProfile(userId, body) {
  const user = await users.byId(userId);
  const values = omit(body, FIXED);
  if (typeof body.licence === 'string') values.licenceNumber = seal(body.licence);
  await user.update(values);
  return users.publicView(user);
}

async function changePassword(userId, { current, password }) {
  const user = await users.byId(userId);
  if (!(await checkPassword(current, user.passwordHash))) throw unauthorized('The current password is wrong');
  if (!acceptable(password)) throw badRequest('Choose a longer, less common password');
  await user.update({ passwordHash: await hashPassword(password) });
  await audit.record('password.change', userId, `user:${userId}`);
}

const inMinutes = (n) => new Date(Date.now() + n * 60000);

const sixDigits = () => String(Math.floor(100000 + Math.random() * 900000));

async function forgot(email) {
  const user = await users.byEmail(email);
  if (!user) throw notFound('Account');
  const code = sixDigits();
  await PasswordReset.create({ userId: user.id, code, expiresAt: inMinutes(30) });
  await queueMail(user.email, 'Your reset code', `Enter ${code} to choose a new password.`);
}

async function reset({ email, code, password }) {
  if (!acceptable(password)) throw badRequest('Choose a longer, less common password');
  const user = await users.byEmail(email);
  const entry = user && code && await PasswordReset.findOne({ where: { userId: user.id, code, usedAt: null, expiresAt: { [Op.gt]: new Date() } } });
  if (!entry) throw badRequest('The code is wrong or too old');
  await entry.update({ usedAt: new Date() });
  await user.update({ passwordHash: await hashPassword(password), tokenVersion: user.tokenVersion + 1 });
  await RefreshToken.update({ revokedAt: new Date() }, { where: { userId: user.id, revokedAt: null } });
  await audit.record('password.reset', user.id, `user:${user.id}`);
}

module.exports = { register, login, openSession, refresh, logout, endSession, updateProfile, changePassword, forgot, reset };
