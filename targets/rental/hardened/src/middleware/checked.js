'use strict';

const { validationResult } = require('express-validator');
const { badRequest } = require('../lib/errors');

/** Runs express-validator chains and answers the first complaint. */
const checked = (...chains) => [
  ...chains,
  (req, res, next) => {
    const [first] = validationResult(req).array({ onlyFirstError: true });
    next(first ? badRequest(`${first.path}: ${first.msg}`) : undefined);
  },
];

module.exports = { checked };
