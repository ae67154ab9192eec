'use strict';

const express = require('express');
const { body } = require('express-validator');
const { wrap, notFound } = require('../lib/errors');
const { createKey, SCOPES } = require('../lib/keys');
const { checked } = require('../middleware/checked');
const { personOnly } = require('../middleware/auth');
const { atLeast } = require('../middleware/branch');
const audit = require('../services/audit');
const { ApiKey } = require('../db/models');

const router = express.Router({ mergeParams: true });
const DAY = 24 * 3600 * 1000;

const show = (key) => ({ id: key.id, name: key.name, prefix: key.prefix, scopes: key.scopes, expiresAt: key.expiresAt, revokedAt: key.revokedAt });

router.use(personOnly, atLeast('manager'));

router.get('/', wrap(async (req, res) => {
  const keys = await ApiKey.findAll({ where: { branchId: req.branch.id }, limit: 100, order: [['id', 'DESC']] });
  res.json({ data: keys.map(show) });
}));

router.post('/',
  checked(
    body('name').isString().bail().trim().isLength({ min: 1, max: 60 }),
    body('scopes').isArray({ min: 1, max: 30 }),
    body('scopes.*').isIn(SCOPES),
    body('days').optional().isInt({ min: 1, max: 365 }).toInt(),
  ),
  wrap(async (req, res) => {
    const { prefix, value, keyHash } = createKey();
    const key = await ApiKey.create({
      branchId: req.branch.id, userId: req.user.id, role: req.member.role, name: req.body.name, prefix, keyHash, scopes: req.body.scopes,
      expiresAt: new Date(Date.now() + (req.body.days || 90) * DAY),
    });
    await audit.record('key.create', req.user.id, `key:${key.id}`);
    res.status(201).json({ ...show(key), key: value });
  }));

router.delete('/:id', wrap(async (req, res) => {
  const [changed] = await ApiKey.update({ revokedAt: new Date() }, { where: { id: req.params.id, branchId: req.branch.id, revokedAt: null } });
  if (!changed) throw notFound('Key');
  await audit.record('key.revoke', req.user.id, `key:${req.params.id}`);
  res.status(204).end();
}));

module.exports = router;
