import { dirname, join, resolve } from 'node:path';

const secret = process.env.SESSION_SECRET ?? '';
if (secret.length < 32) throw new Error('SESSION_SECRET must have at least 32 characters');

const databasePath = resolve(process.env.DATABASE_PATH ?? 'readers.db');

export const config = Object.freeze({
  host: process.env.HOST ?? '127.0.0.1',
  port: Number(process.env.PORT ?? 3000),
  secret,
  databasePath,
  uploadDirectory: resolve(process.env.UPLOAD_DIR ?? join(dirname(databasePath), 'avatars')),
  mailSpool: process.env.MAIL_SPOOL,
  publicUrl: process.env.PUBLIC_URL ?? `http://127.0.0.1:${process.env.PORT ?? 3000}`,
  cookieSecure: process.env.COOKIE_SECURE !== 'off',
  proxyHops: Number(process.env.TRUSTED_PROXY_HOPS ?? 0),
  adminEmail: process.env.ADMIN_EMAIL,
  adminPassword: process.env.ADMIN_PASSWORD,
});
