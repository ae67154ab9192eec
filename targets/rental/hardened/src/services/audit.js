'use strict';

const { AuditEvent } = require('../db/models');

async function record(action, actorId, subject, detail) {
  await AuditEvent.create({ action, actorId, subject: String(subject), detail: detail ? JSON.stringify(detail) : null });
}

module.exports = { record };
