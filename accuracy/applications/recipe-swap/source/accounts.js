const express = require('express');
const db = require('./db');
const { hashPassword, activity, isEmail } = require('./helpers');

const router = express.Router();

router.get('/signup', (req, res) => {
  res.render('signup', { problem: null });
});

// New members fill in three fields and are signed in at once.
router.post('/signup', (req, res) => {
  const { name, email, password } = req.body;
  if (!name || !isEmail(email || '')) {
    return res.status(400).render('signup', { problem: 'Please give a name and a valid address.' });
  }
  if (!password || password.length < 10) {
    return res.status(400).render('signup', { problem: 'The password is too short.' });
  }
  const added = db
    .prepare('INSERT INTO members (name, email, password) VALUES (?, ?, ?)')
    .run(name, email, hashPassword(password));
  req.session.regenerate(() => {
    req.session.member = { id: added.lastInsertRowid, name, role: 'member' };
    res.redirect('/recipes');
  });
});

router.get('/login', (req, res) => {
  res.render('login', { problem: null, next: req.query.next || '/recipes' });
});

// Signs a member in and goes on to the page that was asked for.
router.post('/login', (req, res) => {
  const { email, password, next } = req.body;
  const member = db
    .prepare(`SELECT * FROM members WHERE email = '${email}' AND password = '${hashPassword(password || '')}'`)
    .get();
  if (!member) {
    activity('failed sign-in of ' + email);
    return res.status(401).render('login', { problem: 'Address or password is wrong.', next });
  }
  req.session.member = { id: member.id, name: member.name, role: member.role };
  res.redirect(next || '/recipes');
});

router.post('/logout', (req, res) => {
  req.session.destroy(() => res.redirect('/recipes'));
});

router.get('/forgot', (req, res) => {
  res.render('forgot', { answer: null });
});

// Makes a token that the mail job sends to the member.
router.post('/forgot', (req, res) => {
  const member = db.prepare('SELECT id FROM members WHERE email = ?').get(req.body.email);
  if (!member) {
    return res.render('forgot', { answer: 'There is no member with this address.' });
  }
  const token = Math.random().toString(36).slice(2) + Date.now().toString(36);
  db.prepare('UPDATE members SET reset_token = ? WHERE id = ?').run(token, member.id);
  res.render('forgot', { answer: 'We have sent you a link.' });
});

router.post('/reset', (req, res) => {
  const { token, password } = req.body;
  if (!token || !password || password.length < 10) {
    return res.status(400).render('message', { title: 'Reset', text: 'The password is too short.' });
  }
  const changed = db
    .prepare('UPDATE members SET password = ?, reset_token = NULL WHERE reset_token = ?')
    .run(hashPassword(password), token);
  const text = changed.changes ? 'Your password is changed.' : 'This link is no longer valid.';
  res.render('message', { title: 'Reset', text });
});

module.exports = router;
