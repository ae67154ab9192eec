const express = require('express');
const libxml = require('libxmljs2');
const { query } = require('../lib/db');
const { wrap } = require('../lib/util');
const { requireStaff } = require('../lib/auth');

const router = express.Router();
router.use(requireStaff);

// Publishers send their lists as XML
router.post('/import', wrap(async (req, res) => {
  const doc = libxml.parseXml(req.body, { noent: true, dtdload: true });
  const rows = doc.find('//book').map((node) => [
    node.get('title').text(),
    node.get('author').text(),
    Number(node.get('price').text()),
  ]);
  if (rows.length) await query('INSERT INTO books (title, author, price) VALUES ?', [rows]);
  res.json({ imported: rows.map((row) => row[0]) });
}));

// Shows what an import would bring, without writing anything
router.post('/preview', (req, res) => {
  const doc = libxml.parseXml(req.body, { noent: false, nonet: true });
  res.json({ titles: doc.find('//book/title').slice(0, 100).map((node) => node.text()) });
});

module.exports = router;
