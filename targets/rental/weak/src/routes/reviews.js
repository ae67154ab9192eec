'use strict';

const express = require('express');
const { body, param } = require('express-validator');
const { wrap, notFound, forbidden } = require('../lib/errors');
const { paging, envelope } = require('../lib/paging');
const { checked } = require('../middleware/checked');
const { authenticate, personOnly } = require('../middleware/auth');
const repo = require('../repositories/bookings');
const { Review } = require('../db/models');

const router = express.Router();

const rating = () => body('rating').isInt({ min: 1, max: 5 }).toInt();
const words = () => body('body').optional().isString().isLength({ max: 2000 });

router.get('/items/:itemId/reviews', checked(param('itemId').isInt({ min: 1, max: 2 ** 31 })), wrap(async (req, res) => {
  const page = paging(req.query);
  const found = await Review.findAndCountAll({
    where: { itemId: req.params.itemId }, include: [{ association: 'author', attributes: ['name'] }], limit: page.limit, offset: page.offset, order: [['id', 'DESC']],
  });
  res.json(envelope(found, page));
}));

router.post('/items/:itemId/reviews', authenticate, personOnly, checked(param('itemId').isInt({ min: 1, max: 2 ** 31 }), rating(), words()), wrap(async (req, res) => {
  const itemId = Number(req.params.itemId);
  if (!(await repo.everOf(req.user.id, itemId))) throw forbidden('Only after a booking');
  res.status(201).json(await Review.create({ itemId, userId: req.user.id, rating: req.body.rating, body: req.body.body }));
}));

router.patch('/reviews/:id', authenticate, personOnly, checked(param('id').isInt({ min: 1, max: 2 ** 31 }), rating().optional(), words()), wrap(async (req, res) => {
  const [changed] = await Review.update({ rating: req.body.rating, body: req.body.body }, { where: { id: req.params.id, userId: req.user.id } });
  if (!changed) throw notFound('Review');
  res.json(await Review.findByPk(req.params.id));
}));

module.exports = router;
