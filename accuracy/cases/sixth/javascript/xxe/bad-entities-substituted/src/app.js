const express = require('express');
const { Pool } = require('pg');
const { parseInvoice } = require('./xml/invoice');
const { requireUser } = require('./auth');

const pool = new Pool({ connectionString: process.env.DATABASE_URL });
const app = express();

app.post('/invoices', requireUser, express.text({ type: 'application/xml', limit: '200kb' }), async (req, res) => {
  const invoice = parseInvoice(req.body);
  if (!invoice.number) return res.status(422).json({ error: 'number is missing' });
  const { rows } = await pool.query(
    'INSERT INTO invoices (account_id, number, issued, note, total) VALUES ($1, $2, $3, $4, $5) RETURNING id',
    [req.user.accountId, invoice.number, invoice.issued, invoice.note, invoice.total],
  );
  res.status(201).json({ id: rows[0].id, note: invoice.note });
});

module.exports = app;
