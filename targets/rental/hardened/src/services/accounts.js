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
const { pick } = require('../lib/objects');
const { digest } = require('../lib/keys');
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
    logger.warn('login refused', { ...context, account: user ? user.id : null });
    throw unauthorized('Address or password is wrong');
  }
  logger.info('login', { ...context, account: user.id });
  return user;
}

async function refresh(token) {
  let claims;
  try { claims = tokens.verify(String(token), 'refresh'); } catch { throw unauthorized('This session is not valid'); }
  const now = new Date();
  const [taken] = await RefreshToken.update({ revokedAt: now }, { where: { jti: String(claims.jti), revokedAt: null, expiresAt: { [Op.gt]: now } } });
  if (taken !== 1) {
    await endSession(claims.fam);
    logger.warn('refresh token used twice', { account: Number(claims.sub) });
    throw unauthorized('This session is not valid');
  }
  const user = await users.byId(Number(claims.sub));
  if (!user || user.status !== 'active') throw unauthorized('This session is not valid');
  return openSession(user, claims.fam);
}

async function endSession(family) {
  await RefreshToken.update({ revokedAt: new Date() }, { where: { family: String(family), revokedAt: null } });
}

async function logout(token) {
  // An expired session may be ended as well, therefore errors do not matter to the client.
  try {
    const claims = tokens.verify(String(token), 'refresh');
    await endSession(claims.fam);
  } catch (error) {
    logger.info('logout without session', { reason: error.message });
  }
}

async function updateProfile(userId, body) {
  const user = await users.byId(userId);
  const values = pick(body, ['name', 'phone']);
  if (typeof body.licence === 'string') values.licenceNumber = seal(body.licence.slice(0, 40));
  await user.update(values);
  return users.publicView(user);
}

async function changePassword(userId, { current, password }) {
  const user = await users.byId(userId);
  if (!(await checkPassword(current, user.passwordHash))) throw unauthorized('The current password is wrong');
  if (!acceptable(password)) throw badRequest('Choose a longer, less common password');
  await user.update({ passwordHash: await hashPassword(password), tokenVersion: user.tokenVersion + 1 });
  await RefreshToken.update({ revokedAt: new Date() }, { where: { userId, revokedAt: null } });
  await audit.record('password.change', userId, `user:${userId}`);
}

const inMinutes = (n) => new Date(Date.now() + n * 60000);

async function forgot(email) {
  setImmediate(() => sendCode(email).catch((error) => logger.error('reset code', { reason: error.message })));
}

async function sendCode(email) {
  const user = await users.byEmail(email);
  if (!user || user.status !== 'active') return;
  const code = crypto.randomBytes(24).toString('base64url');
  await PasswordReset.update({ usedAt: new Date() }, { where: { userId: user.id, usedAt: null } });
  await PasswordReset.create({ userId: user.id, codeHash: digest(code), expiresAt: inMinutes(30) });
  await queueMail(user.email, 'Your reset code', `Open ${config.publicUrl}/reset and enter ${code} to choose a new password.`);
}

async function reset({ email, code, password }) {
  if (!acceptable(password)) throw badRequest('Choose a longer, less common password');
  const user = await users.byEmail(email);
  const open = { userId: user ? user.id : 0, codeHash: digest(code), usedAt: null, expiresAt: { [Op.gt]: new Date() } };
  const [taken] = await PasswordReset.update({ usedAt: new Date() }, { where: open });
  if (!user || taken !== 1) throw badRequest('The code is wrong or too old');
  await user.update({ passwordHash: await hashPassword(password), tokenVersion: user.tokenVersion + 1 });
  await RefreshToken.update({ revokedAt: new Date() }, { where: { userId: user.id, revokedAt: null } });
  await audit.record('password.reset', user.id, `user:${user.id}`);
}

module.exports = { register, login, openSession, refresh, logout, endSession, updateProfile, changePassword, forgot, reset };
