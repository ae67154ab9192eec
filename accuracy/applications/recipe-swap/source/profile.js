const ejs = require('ejs');
const express = require('express');
const db = require('./db');
const { deepMerge, hashPassword } = require('./helpers');

const router = express.Router();

router.get('/', (req, res) => {
  const profile = db.prepare('SELECT id, name, email, bio, signature FROM members WHERE id = ?').get(req.session.member.id);
  res.render('profile', { profile });
});

// The form has name, bio and signature; each field that is sent is stored.
router.post('/', (req, res) => {
  const fields = Object.keys(req.body).filter((field) => /^[a-z_]+$/.test(field));
  if (fields.length === 0) return res.redirect('/profile');
  const values = fields.map((field) => req.body[field]);
  db.prepare(`UPDATE members SET ${fields.map((f) => f + ' = ?').join(', ')} WHERE id = ?`).run(...values, req.session.member.id);
  res.redirect('/profile');
});

router.post('/password', (req, res) => {
  const password = req.body.password || '';
  if (password.length < 10) {
    return res.status(400).render('message', { title: 'Password', text: 'Use at least ten characters.' });
  }
  db.prepare('UPDATE members SET password = ? WHERE id = ?').run(hashPassword(password), req.session.member.id);
  res.redirect('/profile');
});

// Shows how the signature will look; <%= name %> stands for the member's name.
router.post('/signature/preview', (req, res) => {
  const html = ejs.render(req.body.signature || '', { name: req.session.member.name });
  res.render('message', { title: 'Your signature', text: html });
});

// Settings come as JSON from public/settings.js and are laid over the stored ones.
router.put('/settings', (req, res) => {
  const row = db.prepare('SELECT settings FROM members WHERE id = ?').get(req.session.member.id);
  const settings = deepMerge(JSON.parse(row.settings), req.body);
  db.prepare('UPDATE members SET settings = ? WHERE id = ?').run(JSON.stringify(settings), req.session.member.id);
  res.json(settings);
});

module.exports = router;
