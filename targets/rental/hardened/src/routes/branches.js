'use strict';

const express = require('express');
const { body } = require('express-validator');
const { wrap, badRequest, notFound, conflict } = require('../lib/errors');
const { paging, envelope } = require('../lib/paging');
const { isPlain } = require('../lib/objects');
const { shownSettings, changedSettings } = require('../lib/settings');
const { memo } = require('../lib/memo');
const { checked } = require('../middleware/checked');
const { authenticate, personOnly } = require('../middleware/auth');
const { loadBranch, atLeast, RANK } = require('../middleware/branch');
const bookings = require('../repositories/bookings');
const invoices = require('../repositories/invoices');
const users = require('../repositories/users');
const bookingService = require('../services/bookings');
const reports = require('../services/reports');
const audit = require('../services/audit');
const { Branch, Member } = require('../db/models');

const router = express.Router();

const show = (branch) => ({ id: branch.id, name: branch.name, city: branch.city, plan: branch.plan, settings: shownSettings(branch) });

router.use(authenticate);

router.post('/', personOnly,
  checked(body('name').isString().bail().trim().isLength({ min: 2, max: 80 }), body('city').optional().isString().isLength({ max: 80 })),
  wrap(async (req, res) => {
    const branch = await Branch.create({ name: req.body.name, city: req.body.city });
    await Member.create({ branchId: branch.id, userId: req.user.id, role: 'owner' });
    res.status(201).json(show(branch));
  }));

router.use('/:branchId', loadBranch);

router.patch('/:branchId', atLeast('owner'), wrap(async (req, res) => {
  const { name, city, settings } = req.body;
  if (name !== undefined && (typeof name !== 'string' || !name.trim() || name.length > 80)) throw badRequest('name is a text');
  if (city !== undefined && typeof city !== 'string') throw badRequest('city is a text');
  if (settings !== undefined && (!isPlain(settings) || req.rawBody.length > 10000)) throw badRequest('settings is an object');
  await req.branch.update({ name: name || req.branch.name, city: city || req.branch.city, settings: changedSettings(req.branch, settings || {}) });
  res.json(show(req.branch));
}));

router.get('/:branchId/summary', memo(60), wrap(async (req, res) => res.json(await reports.summary(req.branch))));

router.get('/:branchId/members', wrap(async (req, res) => {
  const page = paging(req.query);
  const found = await Member.findAndCountAll({
    where: { branchId: req.branch.id }, include: [{ association: 'user', attributes: ['id', 'name', 'email'] }], limit: page.limit, offset: page.offset, order: [['id', 'ASC']],
  });
  res.json(envelope(found, page));
}));

const role = body('role').isIn(Object.keys(RANK));

router.post('/:branchId/members', atLeast('owner'), checked(body('email').isEmail(), role), wrap(async (req, res) => {
  const user = await users.byEmail(req.body.email);
  if (!user) throw notFound('Account');
  const member = await Member.create({ branchId: req.branch.id, userId: user.id, role: req.body.role });
  await audit.record('member.add', req.user.id, `branch:${req.branch.id}`, { userId: user.id, role: member.role });
  res.status(201).json(member);
}));

router.patch('/:branchId/members/:memberId', atLeast('owner'), checked(role), wrap(async (req, res) => {
  const member = await Member.findOne({ where: { id: req.params.memberId, branchId: req.branch.id } });
  if (!member) throw notFound('Member');
  if (member.role === 'owner' && req.body.role !== 'owner' && (await Member.count({ where: { branchId: req.branch.id, role: 'owner' } })) < 2) throw conflict('A branch keeps an owner');
  await member.update({ role: req.body.role });
  await audit.record('member.role', req.user.id, `member:${member.id}`, { role: member.role });
  res.json(member);
}));

router.get('/:branchId/bookings', wrap(async (req, res) => {
  const page = paging(req.query);
  res.json(envelope(await bookings.ofBranch(req.branch.id, page, req.query), page));
}));

router.post('/:branchId/bookings/status', wrap(async (req, res) => {
  const changed = await bookingService.setStatus(req.branch, req.body.ids, req.body.status);
  res.json({ changed });
}));

router.get('/:branchId/invoices', wrap(async (req, res) => {
  const page = paging(req.query);
  res.json(envelope(await invoices.ofBranch(req.branch.id, page), page));
}));

router.use('/:branchId/items', require('./items'));
router.use('/:branchId/vouchers', require('./vouchers'));
router.use('/:branchId/webhooks', require('./webhooks'));
router.use('/:branchId/reports', require('./reports'));
router.use('/:branchId/keys', require('./keys'));

router.get('/:branchId/exports/:name', wrap(async (req, res) => {
  const content = await reports.readExport(req.branch, req.params.name);
  res.type('text/csv').attachment('export.csv').send(content);
}));

module.exports = router;
