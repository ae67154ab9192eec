const express = require('express');
const serialize = require('node-serialize');
const { query } = require('../lib/db');
const { wrap } = require('../lib/util');

const router = express.Router();

router.get('/', wrap(async (req, res) => {
  const basket = req.session.basket || [];
  const lines = [];
  for (const item of basket) {
    const [book] = await query('SELECT id, title, price FROM books WHERE id = ?', [item.bookId]);
    if (book) lines.push({ ...book, quantity: item.quantity });
  }
  res.render('basket', { lines });
}));

router.post('/add', (req, res) => {
  const basket = req.session.basket || [];
  basket.push({ bookId: Number(req.body.bookId), quantity: Math.max(1, Number(req.body.quantity) || 1) });
  req.session.basket = basket.slice(0, 40);
  res.redirect('/basket');
});

// Keeps the basket in the browser for the next visit
router.post('/save', (req, res) => {
  const text = serialize.serialize({ items: req.session.basket || [] });
  res.cookie('saved_basket', Buffer.from(text).toString('base64'), { httpOnly: true, sameSite: 'lax' });
  res.redirect('/basket');
});

router.post('/restore', (req, res) => {
  const header = req.headers.cookie || '';
  const match = /saved_basket=([^;]+)/.exec(header);
  if (match) {
    const saved = serialize.unserialize(Buffer.from(decodeURIComponent(match[1]), 'base64').toString());
    req.session.basket = saved.items;
  }
  res.redirect('/basket');
});

// Works out a discount such as "total * 0.9" from the weekly coupon
router.post('/discount', (req, res) => {
  const total = Number(req.body.total);
  const result = eval(req.body.formula.replace('total', total));
  res.json({ total, result });
});

module.exports = router;
