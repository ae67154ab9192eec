'use strict';

/** Messages that survive one redirect. */
module.exports = function (req, res, next) {
  res.locals.messages = req.session.messages || [];
  if (req.session.messages) delete req.session.messages;
  req.flash = function (text) {
    req.session.messages = [...(req.session.messages || []), text].slice(-5);
  };
  next();
};
