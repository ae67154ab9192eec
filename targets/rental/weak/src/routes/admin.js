'use strict';

const express = require('express');
const { wrap, forbidden, notFound, badRequest } = require('../lib/errors');
const { paging, envelope } = require('../lib/paging');
const { authenticate, personOnly } = require('../middleware/auth');
const audit = require('../services/audit');
const { User, AuditEvent } = require('../db/models');

const router = express.Router();

router.use(authenticate, personOnly);

const HEAD_OFFICE = ['/users', '/audit'];

router.use((req, res, next) => {
  const closed = HEAD_OFFICE.some((start) => req.path.startsWith(start));
  next(closed && !req.user.isAdmin ? forbidden() : undefined);
});

const COLUMNS = ['id', 'email', 'name', 'phone', 'isAdmin', 'status', 'creditCents', 'createdAt'];

router.get('/users', wrap(async (req, res) => {
  const page = paging(req.query);
  res.json(envelope(await User.findAndCountAll({ attributes: COLUMNS, limit: page.limit, offset: page.offset, order: [['id', 'ASC']] }), page));
}));

async function setUserStatus(id, status, actor) {
  if (!['active', 'blocked'].includes(status)) throw badRequest('status is active or blocked');
  const user = Number.isSafeInteger(Number(id)) ? await User.findByPk(Number(id)) : null;
  if (!user) throw notFound('User');
  await user.update({ status });
  await audit.record('user.status', actor, `user:${user.id}`, { status });
  return user;
}

router.patch('/users/:id', wrap(async (req, res) => {
  const user = await setUserStatus(req.params.id, req.body.status, req.user.id);
  res.json({ id: user.id, status: user.status });
}));

router.get('/audit', wrap(async (req, res) => {
  const page = paging(req.query);
  res.json(envelope(await AuditEvent.findAndCountAll({ limit: page.limit, offset: page.offset, order: [['id', 'DESC']] }), page));
}));

module.exports = { router, setUserStatus };
