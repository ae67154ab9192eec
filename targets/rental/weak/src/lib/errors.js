'use strict';

class HttpError extends Error {
  constructor(status, code, message) {
    super(message || code);
    this.status = status;
    this.code = code;
  }
}

const badRequest = (message) => new HttpError(422, 'invalid', message);
const notFound = (what = 'Record') => new HttpError(404, 'not_found', `${what} not found`);
const forbidden = (message = 'Not allowed') => new HttpError(403, 'forbidden', message);
const unauthorized = (message = 'Sign in first') => new HttpError(401, 'unauthorized', message);
const conflict = (message) => new HttpError(409, 'conflict', message);

const wrap = (handler) => (req, res, next) => Promise.resolve(handler(req, res, next)).catch(next);

module.exports = { HttpError, badRequest, notFound, forbidden, unauthorized, conflict, wrap };
