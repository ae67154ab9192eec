const { exec, execFile } = require('child_process');
const express = require('express');
const ejs = require('ejs');
const { query } = require('../lib/db');
const { wrap } = require('../lib/util');
const { requireLogin, requireStaff } = require('../lib/auth');

const router = express.Router();

router.get('/', requireStaff, wrap(async (req, res) => {
  const [{ count }] = await query('SELECT COUNT(*) AS count FROM orders');
  res.render('admin', { count });
}));

// Takes a book out of the shop
router.post('/books/:id/delete', requireLogin, wrap(async (req, res) => {
  await query('DELETE FROM books WHERE id = ?', [req.params.id]);
  res.redirect('/books');
}));

router.post('/books/:id/price', requireStaff, wrap(async (req, res) => {
  await query('UPDATE books SET price = ? WHERE id = ?', [Number(req.body.price), req.params.id]);
  res.redirect(`/books/${encodeURIComponent(req.params.id)}`);
}));

router.get('/members', requireStaff, wrap(async (req, res) => {
  const members = await query('SELECT * FROM users');
  res.json(members);
}));

// Is the till in the other room reachable?
router.get('/ping', requireStaff, (req, res, next) => {
  exec(`ping -c 1 ${req.query.host}`, (err, stdout) => {
    if (err) return next(err);
    res.type('text/plain').send(stdout);
  });
});

// How full is the disk?
router.get('/disk', requireStaff, (req, res, next) => {
  exec('df -h /', { timeout: 5000 }, (err, stdout) => {
    if (err) return next(err);
    res.type('text/plain').send(stdout);
  });
});

// Prints a shelf label
router.post('/labels', requireStaff, (req, res, next) => {
  const shelf = Number.parseInt(req.body.shelf, 10) || 0;
  execFile('lp', ['-d', 'labels', '-n', '1', `/srv/labels/shelf-${shelf}.txt`], { timeout: 5000 }, (err) => {
    if (err) return next(err);
    res.json({ printed: shelf });
  });
});

// The newsletter may use <%= name %> and other placeholders
router.post('/newsletter/preview', requireStaff, (req, res) => {
  const html = ejs.render(req.body.text, { name: req.session.user.name });
  res.send(html);
});

module.exports = router;
