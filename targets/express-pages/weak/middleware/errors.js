'use strict';

exports.notFound = function (req, res) {
  res.status(404).render('error', { title: 'Page not found', detail: '' });
};

exports.handler = function (err, req, res, next) {
  if (res.headersSent) return next(err);
  if (req.originalUrl.startsWith('/api/')) return res.status(500).json({ error: err.message, stack: err.stack });
  res.status(500).render('error', { title: 'Something broke', detail: err.stack });
};
