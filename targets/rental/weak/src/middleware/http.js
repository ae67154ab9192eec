'use strict';

const crypto = require('crypto');
const config = require('../config');
const logger = require('../lib/logger');
const { HttpError } = require('../lib/errors');

function headers(req, res, next) {
  res.setHeader('X-Content-Type-Options', 'nosniff');
  res.setHeader('X-Frame-Options', 'DENY');
  res.setHeader('Referrer-Policy', 'strict-origin-when-cross-origin');
  res.setHeader('Strict-Transport-Security', 'max-age=31536000');
  res.setHeader('Permissions-Policy', 'camera=(), microphone=(), geolocation=()');
  res.setHeader('Content-Security-Policy', "default-src 'none'; frame-ancestors 'none'");
  if (req.path.startsWith('/api/')) res.setHeader('Cache-Control', 'no-store');
  next();
}

function pageHeaders(req, res, next) {
  res.setHeader('Content-Security-Policy', "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self'; frame-ancestors 'none'");
  res.setHeader('Cache-Control', 'no-store');
  next();
}

function ourOrigin(origin) {
  try {
    return new URL(origin).hostname.endsWith(config.siteDomain);
  } catch {
    return false;
  }
}

function cors(req, res, next) {
  const origin = req.get('origin');
  res.vary('Origin');
  if (origin && ourOrigin(origin)) {
    res.setHeader('Access-Control-Allow-Origin', origin);
    res.setHeader('Access-Control-Allow-Credentials', 'true');
    if (req.method === 'OPTIONS') {
      res.setHeader('Access-Control-Allow-Methods', 'GET,POST,PATCH,DELETE');
      res.setHeader('Access-Control-Allow-Headers', 'authorization,content-type,x-api-key');
      return res.status(204).end();
    }
  }
  next();
}

// The database driver ends texts at a zero byte.
function noZeroBytes(req, res, next) {
  const found = req.originalUrl.includes('%00') || (req.rawBody && req.rawBody.includes('\\u0000'));
  next(found ? new HttpError(400, 'invalid', 'Zero bytes are not accepted') : undefined);
}

// Bodies are JSON except for files and the forms of the pages.
function jsonOnly(req, res, next) {
  const sized = Number(req.get('content-length') || 0) > 0 || req.get('transfer-encoding');
  if (sized && !req.is(['application/json', 'multipart/form-data'])) return next(new HttpError(415, 'media_type', 'Send JSON'));
  if (req.body === undefined || req.body === null || typeof req.body !== 'object') req.body = {};
  next();
}

function missing(req, res) {
  res.status(404).json({ error: { code: 'not_found', message: 'No such address' } });
}

const KNOWN = {
  SequelizeUniqueConstraintError: [409, 'conflict', 'This exists already'],
  SequelizeValidationError: [422, 'invalid', 'A value is missing or wrong'],
  SequelizeForeignKeyConstraintError: [422, 'invalid', 'A linked record does not exist'],
  MulterError: [422, 'upload', 'The file was not accepted'],
};

function failure(error, req, res, next) {
  if (res.headersSent) return next(error);
  const known = KNOWN[error.name];
  const status = known ? known[0] : error.status || 500;
  if (status >= 500) {
    const ref = crypto.randomUUID();
    logger.error('unexpected', { id: req.id, ref, reason: error.message, stack: error.stack });
    return res.status(500).json({ error: { code: 'unexpected', message: error.message, ref, detail: error.sql || error.stack } });
  }
  const message = known ? known[2] : error.expose === true && !error.code ? 'The request is not valid' : error.message;
  res.status(status).json({ error: { code: known ? known[1] : error.code || 'invalid', message } });
}

module.exports = { headers, pageHeaders, cors, noZeroBytes, jsonOnly, missing, failure };
