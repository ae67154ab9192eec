'use strict';

const crypto = require('crypto');
const fs = require('fs');
const os = require('os');
const path = require('path');
const { z } = require('zod');

const Environment = z.object({
  NODE_ENV: z.enum(['production', 'development', 'test']).default('production'),
  HOST: z.string().min(1).default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65535).default(3000),
  DATABASE_PATH: z.string().min(1).default(':memory:'),
  UPLOAD_DIR: z.string().min(1).optional(),
  MAIL_SPOOL: z.string().min(1).optional(),
  SESSION_SECRET_FILE: z.string().min(1).optional(),
  DATA_KEY_FILE: z.string().min(1).optional(),
  SECURE_COOKIES: z.enum(['on', 'off']).default('on'),
  TRUSTED_PROXIES: z.string().default(''),
  PICTURE_HOSTS: z.string().default('pictures.linden.example'),
  RATE_LIMIT_PER_MINUTE: z.coerce.number().int().min(1).default(300),
  RATE_LIMIT_BURST: z.coerce.number().int().min(1).default(100),
  BOOTSTRAP_ADMIN_EMAIL: z.email().optional(),
  BOOTSTRAP_ADMIN_PASSWORD: z.string().min(12).max(72).optional(),
});

const parsed = Environment.safeParse(process.env);
if (!parsed.success) {
  throw new Error('Invalid configuration. ' + parsed.error.issues.map((issue) => issue.path.join('.') + ': ' + issue.message).join('; '));
}
const values = parsed.data;

/** The mounted key, or one that lives as long as the process: nothing can be forged, and sessions end at a restart. */
function key(variable, bytes) {
  if (values[variable] === undefined) return crypto.randomBytes(bytes);
  const found = Buffer.from(fs.readFileSync(values[variable], 'utf8').trim(), 'base64url');
  if (found.length !== bytes) throw new Error('Invalid configuration. ' + variable + ': must hold ' + bytes + ' random bytes, base64url');
  return found;
}

const list = (text) => text.split(',').map((part) => part.trim()).filter(Boolean);
const folder = (given, name) => given || fs.mkdtempSync(path.join(os.tmpdir(), name));

module.exports = Object.freeze({
  host: values.HOST,
  port: values.PORT,
  databasePath: values.DATABASE_PATH,
  uploadDir: folder(values.UPLOAD_DIR, 'evening-uploads-'),
  mailSpool: folder(values.MAIL_SPOOL, 'evening-mail-'),
  sessionSecret: key('SESSION_SECRET_FILE', 64).toString('base64url'),
  dataKey: key('DATA_KEY_FILE', 32),
  secureCookies: values.SECURE_COOKIES === 'on',
  sessionIdleMs: 30 * 60 * 1000,
  sessionMaxMs: 12 * 60 * 60 * 1000,
  resetMs: 30 * 60 * 1000,
  trustedProxies: list(values.TRUSTED_PROXIES),
  pictureHosts: list(values.PICTURE_HOSTS),
  requestsPerMinute: values.RATE_LIMIT_PER_MINUTE,
  requestBurst: Math.min(values.RATE_LIMIT_BURST, values.RATE_LIMIT_PER_MINUTE),
  administrator:
    values.BOOTSTRAP_ADMIN_EMAIL && values.BOOTSTRAP_ADMIN_PASSWORD
      ? { email: values.BOOTSTRAP_ADMIN_EMAIL.toLowerCase(), password: values.BOOTSTRAP_ADMIN_PASSWORD }
      : undefined,
  passwordLabel: 'Password (at least 12 characters)',
  passwordPlaceholder: 'your-password-here',
  notice: '<strong>Term starts in September.</strong> Desk hours: Monday to Thursday, 16:00 to 20:00.',
  pageSize: 20,
});
