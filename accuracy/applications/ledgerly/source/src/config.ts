import { hkdfSync } from 'node:crypto';

function required(name: string): string {
  const value = process.env[name];
  if (!value || value.length < 32) throw new Error(`${name} must be set to at least 32 characters`);
  return value;
}

function derive(secret: string, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, 'ledgerly', purpose, 32));
}

export const config = Object.freeze({
  host: process.env.HOST ?? '127.0.0.1',
  port: Number(process.env.PORT ?? 3000),
  databasePath: process.env.DATABASE_PATH ?? './ledgerly.db',
  publicUrl: new URL(process.env.PUBLIC_URL ?? 'http://127.0.0.1:3000'),
  allowedOrigins: new Set((process.env.ALLOWED_ORIGINS ?? '').split(',').filter(Boolean)),
  mailSpool: process.env.MAIL_SPOOL,
  adminEmail: process.env.ADMIN_EMAIL,
  adminPassword: process.env.ADMIN_PASSWORD,
  accessKey: derive(required('ACCESS_TOKEN_SECRET'), 'access-token'),
  shareKey: derive(required('LINK_SECRET'), 'invoice-share'),
  webhookKey: derive(required('LINK_SECRET'), 'webhook-signature'),
  internalKey: derive(required('INTERNAL_SECRET'), 'internal-call'),
});
