'use strict';

module.exports = function (req, res, next) {
  if (req.headers.origin) {
    res.setHeader('Access-Control-Allow-Origin', req.headers.origin);
    res.setHeader('Access-Control-Allow-Credentials', 'true');
    res.setHeader('Access-Control-Allow-Headers', 'content-type');
    res.setHeader('Access-Control-Allow-Methods', 'GET,POST,PUT,DELETE');
  }
  if (req.method === 'OPTIONS') return res.sendStatus(204);
  next();
};
