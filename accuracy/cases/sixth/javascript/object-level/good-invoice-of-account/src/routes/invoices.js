const express = require('express');
const { Invoice } = require('../models');
const { requireUser } = require('../middleware/auth');

const router = express.Router();
router.use(requireUser);

router.param('invoiceId', async (req, res, next, id) => {
  const invoice = await Invoice.findByPk(id);
  if (!invoice || invoice.accountId !== req.user.accountId) {
    return res.status(404).json({ error: 'no such invoice' });
  }
  req.invoice = invoice;
  next();
});

router.get('/', async (req, res) => {
  const items = await Invoice.findAll({
    where: { accountId: req.user.accountId },
    attributes: ['id', 'number', 'total'],
    order: [['id', 'DESC']],
    limit: 50,
  });
  res.json({ items });
});

router.get('/:invoiceId', (req, res) => {
  const { id, number, total, note } = req.invoice;
  res.json({ id, number, total, note });
});

router.patch('/:invoiceId/note', async (req, res) => {
  await req.invoice.update({ note: String(req.body.note ?? '').slice(0, 500) });
  res.status(204).end();
});

module.exports = router;
