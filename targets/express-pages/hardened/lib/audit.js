'use strict';

const sql = require('../data/sql');
const { log } = require('./log');

/** Records who did what to whom; the table takes no changes. */
exports.audit = function (req, action, subject) {
  const actor = req.user ? req.user._id : null;
  sql.prepare('INSERT INTO audit_events (at, actor, action, subject) VALUES (?, ?, ?, ?)').run(Date.now(), actor, action, subject || null);
  log('info', 'audit', { requestId: req.id, actor, action, subject });
};
