'use strict';

const crypto = require('crypto');
const express = require('express');
const { wrap } = require('../lib/errors');
const { paging, envelope } = require('../lib/paging');
const { catalogueQuery } = require('../lib/catalogue-query');
const { quote } = require('../services/bookings');
const { sequelize, Item } = require('../db/models');

const router = express.Router();

router.get('/', wrap(async (req, res) => {
  const page = paging(req.query);
  const { count, rows } = await Item.findAndCountAll({ ...catalogueQuery(req.query), limit: page.limit, offset: page.offset, distinct: true });
  const body = JSON.stringify(envelope({ rows, count }, page));
  res.setHeader('ETag', `"${crypto.createHash('md5').update(body).digest('hex')}"`);
  res.setHeader('Cache-Control', 'public, max-age=30');
  res.type('json').send(body);
}));

const COUNTED = {
  kind: 'i.kind',
  branch: 'b.name',
};

router.get('/counts', wrap(async (req, res) => {
  const column = typeof req.query.by === 'string' && Object.hasOwn(COUNTED, req.query.by) ? COUNTED[req.query.by] : COUNTED.kind;
  const rows = await sequelize.query(
    `SELECT ${column} AS name, COUNT(*) AS items FROM items i JOIN branches b ON b.id = i.branchId WHERE i.status = :status AND i.dayRateCents <= :max GROUP BY ${column} LIMIT 200`,
    { replacements: { status: 'listed', max: (typeof req.query.max === 'string' && Number.parseInt(req.query.max, 10)) || 100_000_000 }, type: sequelize.QueryTypes.SELECT },
  );
  res.json({ data: rows });
}));

// Prices are shown before anybody signs in.
router.post('/quote', wrap(async (req, res) => {
  const { item, values } = await quote(req.body);
  res.json({ title: item.title, totalCents: values.totalCents, depositCents: item.depositCents });
}));

module.exports = router;
