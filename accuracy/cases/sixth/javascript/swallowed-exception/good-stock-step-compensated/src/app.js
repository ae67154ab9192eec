const express = require('express');
const { checkout } = require('./checkout');
const { requireUser } = require('./auth');

const app = express();
app.use(express.json({ limit: '32kb' }), requireUser);

app.post('/orders', async (req, res) => {
  const lines = Array.isArray(req.body.lines) ? req.body.lines.slice(0, 20) : [];
  const valid = lines.every((line) => typeof line?.sku === 'string' && Number.isInteger(line.quantity) && line.quantity > 0);
  if (lines.length === 0 || !valid) return res.sendStatus(422);
  const id = await checkout(req.user.accountId, lines.map(({ sku, quantity }) => ({ sku, quantity })));
  res.status(201).json({ id });
});

module.exports = app;
