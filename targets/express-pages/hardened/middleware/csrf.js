'use strict';

const { log } = require('../lib/log');
const { sameText, token } = require('../lib/crypto');

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Lets views put the token of the session into their forms; the session begins with the first form. */
exports.expose = function (req, res, next) {
  res.locals.csrfToken = function () {
    if (!req.session.csrf) req.session.csrf = token();
    return req.session.csrf;
  };
  next();
};

/** A change needs the token of the session, in the form or in a header, and comes from our own pages. */
exports.verify = function (req, res, next) {
  if (SAFE.has(req.method)) return next();
  const given = req.get('x-csrf-token') || (req.body && req.body._csrf);
  const foreign = ['cross-site', 'same-site'].includes(req.get('sec-fetch-site'));
  if (!foreign && typeof given === 'string' && req.session.csrf && sameText(given, req.session.csrf)) return next();
  log('warn', 'csrf.refused', { requestId: req.id, path: req.path });
  if (req.originalUrl.startsWith('/api/')) return res.status(403).json({ error: 'the token of the page is missing', requestId: req.id });
  res.status(403).render('error', { title: 'Please open the form again', detail: '' });
};
