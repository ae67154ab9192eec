'use strict';

const express = require('express');
const { wrap, notFound, HttpError } = require('../lib/errors');
const { branchResource } = require('../lib/crud');
const { atLeast } = require('../middleware/branch');
const hooks = require('../services/webhooks');
const { paging, envelope } = require('../lib/paging');
const { Webhook, Delivery } = require('../db/models');

const show = (row, { fresh } = {}) => ({ id: row.id, url: row.url, events: row.events, active: row.active, ...(fresh ? { secret: row.secret } : {}) });

const router = express.Router({ mergeParams: true });

router.post('/:id/test', atLeast('manager'), wrap(async (req, res) => {
  const hook = await Webhook.findOne({ where: { id: req.params.id, branchId: req.branch.id } });
  if (!hook) throw notFound('Webhook');
  const answer = await hooks.deliver(hook, 'ping', { branch: req.branch.id }).catch((error) => {
    throw error.status ? error : new HttpError(502, 'unreachable', 'No answer');
  });
  res.json({ status: answer.status });
}));

router.get('/:id/deliveries', atLeast('manager'), wrap(async (req, res) => {
  const page = paging(req.query);
  const hook = await Webhook.findOne({ where: { id: req.params.id, branchId: req.branch.id } });
  if (!hook) throw notFound('Webhook');
  const found = await Delivery.findAndCountAll({ where: { webhookId: hook.id }, limit: page.limit, offset: page.offset, order: [['id', 'DESC']] });
  res.json(envelope(found, page));
}));

router.use(branchResource(Webhook, {
  name: 'Webhook',
  fields: ['url', 'events', 'active'],
  show,
  check: hooks.check,
  defaults: () => ({ secret: hooks.newSecret() }),
  write: 'manager',
  only: ['create', 'update'],
}));

module.exports = router;
