'use strict';

const express = require('express');
const { wrap, notFound, badRequest } = require('../lib/errors');
const { atLeast } = require('../middleware/branch');
const { paging, envelope } = require('../lib/paging');
const reports = require('../services/reports');
const { Report } = require('../db/models');

const router = express.Router({ mergeParams: true });

const load = async (req) => {
  const report = await Report.findOne({ where: { id: req.params.id, branchId: req.branch.id } });
  if (!report) throw notFound('Report');
  return report;
};

router.get('/', wrap(async (req, res) => {
  const page = paging(req.query);
  res.json(envelope(await Report.findAndCountAll({ where: { branchId: req.branch.id }, limit: page.limit, offset: page.offset, order: [['id', 'ASC']] }), page));
}));

router.post('/', atLeast('manager'), wrap(async (req, res) => {
  const { name, definition } = req.body;
  if (typeof name !== 'string' || !name.trim() || name.length > 80) throw badRequest('name is a text');
  reports.checkDefinition(definition);
  res.status(201).json(await Report.create({ name, definition, branchId: req.branch.id, userId: req.user.id }));
}));

router.post('/:id/run', wrap(async (req, res) => {
  const report = await load(req);
  res.json({ name: report.name, rows: await reports.run(report) });
}));

router.post('/:id/export', atLeast('manager'), wrap(async (req, res) => {
  const made = await reports.exportCsv(await load(req));
  res.status(201).json({ ...made, href: `/api/branches/${req.branch.id}/exports/${made.name}` });
}));

module.exports = router;
