'use strict';

const express = require('express');
const { wrap, badRequest, notFound } = require('../lib/errors');
const { isPlain } = require('../lib/objects');
const { branchResource } = require('../lib/crud');
const { atLeast } = require('../middleware/branch');
const { importPhoto } = require('../services/photos');
const { Item } = require('../db/models');

const FIELDS = ['title', 'kind', 'description', 'attributes', 'dayRateCents', 'depositCents', 'purchasePriceCents', 'internalNotes', 'status'];

const text = (value, max) => value === undefined || value === null || (typeof value === 'string' && value.length <= max);
const cents = (value) => Number.isSafeInteger(value) && value >= 0 && value <= 100_000_000;

const scalar = (value) => ['string', 'number', 'boolean'].includes(typeof value);

async function check(values) {
  if (typeof values.title !== 'string' || !values.title.trim() || values.title.length > 120) throw badRequest('title is a text');
  if (values.kind !== undefined && !['tool', 'vehicle'].includes(values.kind)) throw badRequest('kind is tool or vehicle');
  if (values.status !== undefined && !['draft', 'listed', 'retired'].includes(values.status)) throw badRequest('status is draft, listed or retired');
  if (!text(values.description, 4000) || !text(values.internalNotes, 4000)) throw badRequest('Texts have up to 4000 letters');
  if (!cents(values.dayRateCents)) throw badRequest('dayRateCents is a number of cents');
  for (const name of ['depositCents', 'purchasePriceCents']) {
    if (values[name] !== undefined && values[name] !== null && !cents(values[name])) throw badRequest(`${name} is a number of cents`);
  }
  if (values.attributes !== undefined && (!isPlain(values.attributes) || !Object.values(values.attributes).every(scalar))) throw badRequest('attributes is an object');
}

const router = express.Router({ mergeParams: true });

router.post('/:id/photo', atLeast('clerk'), wrap(async (req, res) => {
  const item = await Item.findOne({ where: { id: req.params.id, branchId: req.branch.id } });
  if (!item) throw notFound('Item');
  const name = await importPhoto(item, req.body.url);
  res.json({ photo: `/media/photos/${name}` });
}));

router.use(branchResource(Item, { name: 'Item', fields: FIELDS, check }));

module.exports = router;
