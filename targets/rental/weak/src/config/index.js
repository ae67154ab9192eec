'use strict';

const path = require('path');

const env = process.env;

const databasePath = path.resolve(env.DATABASE_PATH || 'data/rental.sqlite');
const dataDir = path.resolve(env.DATA_DIR || path.join(path.dirname(databasePath), 'rental-data'));

const number = (value, fallback) => {
  const parsed = Number.parseInt(value, 10);
  return Number.isFinite(parsed) ? parsed : fallback;
};

module.exports = Object.freeze({
  host: env.HOST || '127.0.0.1',
  port: number(env.PORT, 3000),
  databasePath,
  dataDir,
  keysDir: path.join(dataDir, 'keys'),
  uploadsDir: path.join(dataDir, 'uploads'),
  exportsDir: path.join(dataDir, 'exports'),
  photosDir: path.join(dataDir, 'photos'),
  outboxDir: path.join(dataDir, 'outbox'),
  siteDomain: env.SITE_DOMAIN || 'branchrent.example',
  publicUrl: env.PUBLIC_URL || 'https://www.branchrent.example',
  adminPassword: env.ADMIN_PASSWORD || null,
  adminEmail: env.ADMIN_EMAIL || 'admin@branchrent.example',
  paymentsSecret: env.PAYMENTS_SECRET || null,
  fieldKey: env.FIELD_KEY || null,
  mapsKey: 'pk.public.branchrent-tiles-2024',
  tokens: {
    issuer: 'branchrent',
    audience: 'branchrent-api',
    accessSeconds: number(env.ACCESS_SECONDS, 900),
    refreshSeconds: number(env.REFRESH_SECONDS, 14 * 24 * 3600),
  },
  limits: {
    perMinute: number(env.RATE_PER_MINUTE, 900),
    loginFailures: number(env.LOGIN_FAILURES, 10),
    loginWindowSeconds: 300,
    registerPerHour: number(env.REGISTER_PER_HOUR, 60),
  },
});
