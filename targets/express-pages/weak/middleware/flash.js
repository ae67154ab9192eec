'use strict';

/** Messages that survive one redirect. */
module.exports = function (req, res, next) {
  res.locals.messages = req.session.messages || [];
  req.session.messages = [];
  req.flash = (text) => req.session.messages.push(text);
  next();
};
