'use strict';

const express = require('express');
const { wrap, badRequest } = require('../lib/errors');
const { paging, envelope } = require('../lib/paging');
const { authenticate, personOnly } = require('../middleware/auth');
const billing = require('../services/billing');
const repo = require('../repositories/invoices');

const router = express.Router();
const hooks = express.Router();

router.use(authenticate, personOnly);

router.get('/', wrap(async (req, res) => {
  const page = paging(req.query);
  res.json(envelope(await repo.ofUser(req.user.id, page), page));
}));

// Invoices are asked for by id or by the number that is printed on them.
router.get('/:ref', wrap(async (req, res) => res.json(await billing.loadInvoice(req.user.id, req.params.ref))));

router.post('/:ref/pay', wrap(async (req, res) => {
  const invoice = await billing.payFromCredit(req.user.id, req.params.ref, req.body);
  res.json({ id: invoice.id, status: invoice.status, paidCents: invoice.paidCents });
}));

router.post('/:ref/voucher', wrap(async (req, res) => {
  if (typeof req.body.code !== 'string' || req.body.code.length > 60) throw badRequest('code is a text');
  const invoice = await billing.redeem(req.user.id, req.params.ref, req.body.code);
  res.json({ id: invoice.id, status: invoice.status, paidCents: invoice.paidCents });
}));

hooks.post('/payments', wrap(async (req, res) => {
  await billing.captured(req.rawBody || Buffer.alloc(0), req.get('x-pay-signature'), req.body);
  res.status(204).end();
}));

module.exports = { router, hooks };
