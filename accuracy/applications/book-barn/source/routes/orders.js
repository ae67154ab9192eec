const express = require('express');
const { pool, query } = require('../lib/db');
const { wrap } = require('../lib/util');
const { requireLogin } = require('../lib/auth');

const router = express.Router();
router.use(requireLogin);

router.get('/', wrap(async (req, res) => {
  const orders = await query('SELECT id, total, placed_at FROM orders WHERE user_id = ? ORDER BY id DESC LIMIT 100', [req.session.user.id]);
  res.render('orders', { orders });
}));

router.post('/', wrap(async (req, res) => {
  const basket = req.session.basket || [];
  if (basket.length === 0) return res.redirect('/basket');

  const connection = await pool.getConnection();
  try {
    await connection.beginTransaction();
    const ids = basket.map((item) => item.bookId);
    const [books] = await connection.query('SELECT id, price FROM books WHERE id IN (?)', [ids]);
    const prices = new Map(books.map((book) => [book.id, Number(book.price)]));
    const known = basket.filter((item) => prices.has(item.bookId));
    const total = known.reduce((sum, item) => sum + prices.get(item.bookId) * item.quantity, 0);
    const [order] = await connection.query('INSERT INTO orders (user_id, address, total) VALUES (?, ?, ?)', [req.session.user.id, String(req.body.address), total]);
    const lines = known.map((item) => [order.insertId, item.bookId, item.quantity]);
    if (lines.length) await connection.query('INSERT INTO order_lines (order_id, book_id, quantity) VALUES ?', [lines]);
    await connection.commit();
    req.session.basket = [];
    res.redirect(`/orders/${order.insertId}`);
  } catch (err) {
    await connection.rollback();
    throw err;
  } finally {
    connection.release();
  }
}));

router.get('/:id', wrap(async (req, res) => {
  const [order] = await query('SELECT * FROM orders WHERE id = ?', [req.params.id]);
  if (!order) return res.status(404).render('message', { title: 'Order', text: 'No such order.' });
  res.render('order', { order });
}));

router.get('/:id/invoice', wrap(async (req, res) => {
  const [order] = await query('SELECT * FROM orders WHERE id = ? AND user_id = ?', [req.params.id, req.session.user.id]);
  if (!order) return res.status(404).render('message', { title: 'Invoice', text: 'No such order.' });
  res.type('text/plain').send(`Invoice ${order.id}\n\n${order.address}\n\nTotal: ${order.total}`);
}));

router.post('/:id/cancel', wrap(async (req, res) => {
  await query('DELETE FROM orders WHERE id = ? AND user_id = ?', [req.params.id, req.session.user.id]);
  res.redirect('/orders');
}));

module.exports = router;
