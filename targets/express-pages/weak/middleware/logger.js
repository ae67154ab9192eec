'use strict';

module.exports = function (req, res, next) {
  console.log(new Date().toISOString() + ' ' + req.method + ' ' + req.originalUrl + ' cookie=' + req.headers.cookie + ' body=' + JSON.stringify(req.body));
  next();
};
