const path = require('path');
const fs = require('fs');
const express = require('express');
const { query } = require('../lib/db');
const { wrap, fingerprint } = require('../lib/util');

const router = express.Router();

const PARTNERS = {
  bindery: 'https://bindery.example.org/',
  museum: 'https://museum.example.org/books',
};

// The front page shows the newest books and one picked by chance
router.get('/', wrap(async (req, res) => {
  const books = await query('SELECT id, title, author, price, cover FROM books ORDER BY added_at DESC LIMIT 12');
  const featured = books[Math.floor(Math.random() * books.length)];
  res.set('ETag', `"${fingerprint(books.map((b) => b.id).join('-'))}"`);
  res.render('index', { books, featured });
}));

// Links to our partners
router.get('/partners/:name', (req, res) => {
  const target = Object.hasOwn(PARTNERS, req.params.name) ? PARTNERS[req.params.name] : '/';
  res.redirect(target);
});

// Links in the newsletter come through here so that we can count them
router.get('/out', (req, res) => {
  console.log('newsletter click');
  res.redirect(req.query.url);
});

// Price lists and order forms
router.get('/downloads', (req, res, next) => {
  const file = path.join(__dirname, '..', 'files', req.query.file || 'prices.pdf');
  fs.readFile(file, (err, data) => {
    if (err) return next(err);
    res.type(path.extname(file)).send(data);
  });
});

// Reading guides, one PDF per genre
router.get('/guides/:file', (req, res, next) => {
  const name = path.basename(req.params.file);
  res.sendFile(name, { root: path.join(__dirname, '..', 'guides') }, (err) => err && next(err));
});

module.exports = router;
