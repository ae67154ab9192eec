const path = require('path');
const express = require('express');
const multer = require('multer');
const axios = require('axios');
const { query } = require('../lib/db');
const { wrap } = require('../lib/util');
const { requireLogin, requireStaff } = require('../lib/auth');

const router = express.Router();

const COLUMNS = { title: 'title', author: 'author', price: 'price', newest: 'added_at' };

const covers = multer({
  storage: multer.diskStorage({
    destination: path.join(__dirname, '..', 'public', 'covers'),
    filename: (req, file, done) => done(null, `${Date.now()}-${file.originalname}`),
  }),
});

const lists = multer({
  storage: multer.memoryStorage(),
  limits: { fileSize: 200 * 1024, files: 1 },
  fileFilter: (req, file, done) => done(null, file.mimetype === 'text/csv'),
});

// All books, sorted as the visitor likes
router.get('/', wrap(async (req, res) => {
  const column = Object.hasOwn(COLUMNS, req.query.sort || '') ? COLUMNS[req.query.sort] : 'title';
  const page = Math.max(1, Number.parseInt(req.query.page, 10) || 1);
  const books = await query(`SELECT * FROM books ORDER BY ${column} LIMIT 30 OFFSET ?`, [(page - 1) * 30]);
  res.render('books', { books, page });
}));

// Search by title
router.get('/search', wrap(async (req, res) => {
  const q = req.query.q || '';
  const books = await query("SELECT id, title, author, price FROM books WHERE title LIKE '%" + q + "%' LIMIT 50");
  res.render('search', { q, books });
}));

// Search by author
router.get('/by-author', wrap(async (req, res) => {
  const q = String(req.query.author || '');
  const books = await query('SELECT id, title, author, price FROM books WHERE author LIKE ? LIMIT 50', [`%${q}%`]);
  res.render('books', { books, page: 1 });
}));

// An ISBN is groups of digits with hyphens between them
router.get('/isbn-check', (req, res) => {
  const isbn = req.query.isbn || '';
  const valid = /^([0-9]+-?)+[0-9X]$/.test(isbn);
  res.json({ isbn, valid });
});

// Postcodes decide about the delivery fee
router.get('/delivery-fee', (req, res) => {
  const valid = /^[0-9]{5}$/.test(String(req.query.postcode));
  res.json({ valid, fee: valid ? 3.5 : null });
});

router.get('/:id', wrap(async (req, res) => {
  const [book] = await query('SELECT * FROM books WHERE id = ?', [req.params.id]);
  if (!book) return res.status(404).render('message', { title: 'Sold', text: 'This book is gone.' });
  const reviews = await query('SELECT author, body FROM reviews WHERE book_id = ? LIMIT 50', [book.id]);
  res.render('book', { book, reviews });
}));

router.post('/:id/reviews', requireLogin, wrap(async (req, res) => {
  const { body } = req.body;
  await query('INSERT INTO reviews (book_id, author, body) VALUES (?, ?, ?)', [req.params.id, req.session.user.name, String(body)]);
  res.redirect(`/books/${encodeURIComponent(req.params.id)}`);
}));

// Members may send a photo of the cover
router.post('/:id/cover', requireLogin, covers.single('cover'), wrap(async (req, res) => {
  await query('UPDATE books SET cover = ? WHERE id = ?', [`/covers/${req.file.filename}`, req.params.id]);
  res.redirect(`/books/${encodeURIComponent(req.params.id)}`);
}));

// Fetches a cover from the publisher's site
router.post('/:id/cover-from-web', requireStaff, wrap(async (req, res) => {
  const image = await axios.get(req.body.url, { responseType: 'arraybuffer', timeout: 5000 });
  res.type(image.headers['content-type']).send(image.data);
}));

// Details of a book from the national library
router.get('/:id/details', wrap(async (req, res) => {
  const [book] = await query('SELECT title FROM books WHERE id = ?', [req.params.id]);
  if (!book) return res.status(404).json({ error: 'not found' });
  const url = `https://catalogue.example.org/search?title=${encodeURIComponent(book.title)}`;
  const answer = await axios.get(url, { timeout: 5000, maxContentLength: 500000 });
  res.json({ pages: answer.data.pages, year: answer.data.year });
}));

// A price list of a supplier; it is only counted, nothing is kept
router.post('/supplier-list', requireStaff, lists.single('list'), (req, res) => {
  const lines = req.file ? req.file.buffer.toString('utf8').split('\n') : [];
  res.json({ lines: lines.length });
});

module.exports = router;
