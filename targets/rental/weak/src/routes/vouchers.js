'use strict';

const crypto = require('crypto');
const { badRequest } = require('../lib/errors');
const { branchResource } = require('../lib/crud');
const { Voucher } = require('../db/models');

const between = (value, low, high) => Number.isSafeInteger(value) && value >= low && value <= high;

async function check(values) {
  if (!between(values.valueCents, 1, 500000)) throw badRequest('valueCents is between 1 and 500000');
  if (values.usesLeft !== undefined && !between(values.usesLeft, 1, 10000)) throw badRequest('usesLeft is between 1 and 10000');
}

module.exports = branchResource(Voucher, {
  name: 'Voucher',
  fields: ['valueCents', 'usesLeft'],
  defaults: () => ({ code: `BR-${crypto.randomBytes(6).toString('hex').toUpperCase()}` }),
  check,
  write: 'manager',
  only: ['list', 'create'],
});
