'use strict';

const multer = require('multer');
const { log } = require('../lib/log');
const { InvalidInput } = require('../lib/validators');

exports.notFound = function (req, res) {
  answer(req, res, 404, 'Page not found', '');
};

/** What is not expected is logged with its stack and answered without it. */
exports.handler = function (err, req, res, next) {
  if (res.headersSent) return next(err);
  if (err instanceof InvalidInput) return answer(req, res, 422, 'Please check the form', err.message);
  if (err instanceof multer.MulterError) return answer(req, res, err.code === 'LIMIT_FILE_SIZE' ? 413 : 422, 'The file was not taken', '');
  if (err.status >= 400 && err.status < 500) return answer(req, res, err.status, 'The request was not understood', '');
  if (err instanceof URIError) return answer(req, res, 400, 'The address was not understood', '');
  log('error', 'request.failed', { requestId: req.id, error: err.message, stack: err.stack });
  answer(req, res, 500, 'Something broke', 'The number of this request is ' + req.id + '.');
};

function answer(req, res, status, title, detail) {
  if (req.originalUrl.startsWith('/api/')) return res.status(status).json({ error: title, detail, requestId: req.id });
  res.status(status).render('error', { title, detail, messages: res.locals.messages || [], csrfToken: res.locals.csrfToken || (() => '') });
}
