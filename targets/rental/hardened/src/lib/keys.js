'use strict';

const crypto = require('crypto');

const digest = (value) => crypto.createHash('sha256').update(String(value)).digest('hex');

function createKey() {
  const prefix = crypto.randomBytes(4).toString('hex');
  const value = `brk_${prefix}_${crypto.randomBytes(24).toString('base64url')}`;
  return { prefix, value, keyHash: digest(value) };
}

const SCOPES = ['items', 'reports', 'webhooks', 'vouchers', 'bookings', 'members', 'settings', 'summary', 'keys', 'exports', 'invoices']
  .flatMap((area) => [`${area}:read`, `${area}:write`]);

module.exports = { digest, createKey, SCOPES };
