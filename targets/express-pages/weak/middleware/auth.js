'use strict';

const users = require('../data/users-dao');

/** The user of the session, or of the remember-me cookie. */
exports.loadUser = function (req, res, next) {
  if (req.session.user) {
    req.user = res.locals.currentUser = req.session.user;
    return next();
  }
  if (!req.cookies.remember) return next();
  const remembered = JSON.parse(Buffer.from(req.cookies.remember, 'base64').toString());
  users.findById(remembered.id).then(function (user) {
    if (user) req.user = res.locals.currentUser = req.session.user = user;
    next();
  }, next);
};

exports.remember = function (res, user) {
  res.cookie('remember', Buffer.from(JSON.stringify({ id: user._id, email: user.email })).toString('base64'), { maxAge: 90 * 24 * 3600 * 1000 });
};

exports.requireLogin = function (req, res, next) {
  if (req.user) return next();
  if (req.originalUrl.startsWith('/api/')) return res.status(401).json({ error: 'sign in first' });
  res.redirect('/login?next=' + encodeURIComponent(req.originalUrl));
};

exports.requireStaff = function (req, res, next) {
  if (req.user && req.user.role === 'staff') return next();
  res.status(403).render('error', { title: 'Staff only', detail: '' });
};
