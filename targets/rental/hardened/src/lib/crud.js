'use strict';

const express = require('express');
const { wrap, notFound } = require('./errors');
const { paging, envelope } = require('./paging');
const { pick } = require('./objects');
const { atLeast } = require('../middleware/branch');

/**
 * Routes of a resource that belongs to a branch.
 *
 *   fields    names a client may write
 *   show      row -> what is answered
 *   check     called with the values that are written
 *   defaults  values of new rows
 */
function branchResource(model, { name, fields, show = (row) => row, check = async () => {}, defaults = () => ({}), write = 'clerk', remove = 'manager', only }) {
  const router = express.Router({ mergeParams: true });
  const wants = (verb) => !only || only.includes(verb);
  const scopeOf = (req) => ({ branchId: req.branch.id });

  const load = async (req) => {
    const row = await model.findOne({ where: { ...scopeOf(req), id: req.params.id } });
    if (!row) throw notFound(name);
    return row;
  };

  if (wants('list')) {
    router.get('/', wrap(async (req, res) => {
      const page = paging(req.query);
      const found = await model.findAndCountAll({ where: scopeOf(req), limit: page.limit, offset: page.offset, order: [['id', 'DESC']] });
      res.json(envelope({ rows: found.rows.map(show), count: found.count }, page));
    }));
  }
  if (wants('create')) {
    router.post('/', atLeast(write), wrap(async (req, res) => {
      const values = pick(req.body, fields);
      await check(values, req);
      const row = await model.create({ ...defaults(req), ...values, ...scopeOf(req) });
      res.status(201).json(show(row, { fresh: true }));
    }));
  }
  if (wants('read')) router.get('/:id', wrap(async (req, res) => res.json(show(await load(req)))));
  if (wants('update')) {
    router.patch('/:id', atLeast(write), wrap(async (req, res) => {
      const row = await load(req);
      const values = pick(req.body, fields);
      await check({ ...row.get({ plain: true }), ...values }, req);
      await row.update(values);
      res.json(show(row));
    }));
  }
  if (wants('delete')) {
    router.delete('/:id', atLeast(remove), wrap(async (req, res) => {
      await (await load(req)).destroy();
      res.status(204).end();
    }));
  }
  return router;
}

module.exports = { branchResource };
