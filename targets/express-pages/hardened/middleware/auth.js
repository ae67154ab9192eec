'use strict';

const config = require('../config');
const users = require('../data/users-dao');
const { log } = require('../lib/log');

/** The user of the session, read anew: a disabled account or a changed password ends the session at once. */
exports.loadUser = async function (req, res, next) {
  const { userId, version, startedAt } = req.session;
  if (userId === undefined) return next();
  const user = await users.findById(userId);
  const over = startedAt + config.sessionMaxMs < Date.now();
  if (user === null || user.disabled || user.sessionVersion !== version || over) {
    log('warn', 'session.ended', { requestId: req.id, user: userId });
    return req.session.regenerate(next);
  }
  req.user = user;
  res.locals.currentUser = { name: user.name, role: user.role };
  next();
};

/** Opens a session under a new id. */
exports.signIn = function (req, user, callback) {
  req.session.regenerate(function (err) {
    if (err) return callback(err);
    req.session.userId = user._id;
    req.session.version = user.sessionVersion;
    req.session.startedAt = Date.now();
    req.session.save(callback);
  });
};

exports.requireLogin = function (req, res, next) {
  if (req.user) return next();
  if (req.originalUrl.startsWith('/api/')) return res.status(401).json({ error: 'sign in first', requestId: req.id });
  if (req.method !== 'GET') return res.status(401).render('error', { title: 'Sign in first', detail: '' });
  res.redirect(303, '/login?next=' + encodeURIComponent(req.originalUrl));
};

exports.requireStaff = function (req, res, next) {
  if (req.user && req.user.role === 'staff') return next();
  log('warn', 'access.denied', { requestId: req.id, user: req.user && req.user._id, path: req.baseUrl + req.path });
  if (req.originalUrl.startsWith('/api/')) return res.status(403).json({ error: 'staff only', requestId: req.id });
  res.status(403).render('error', { title: 'Staff only', detail: '' });
};
