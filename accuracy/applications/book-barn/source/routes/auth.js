const crypto = require('crypto');
const express = require('express');
const { query } = require('../lib/db');
const { wrap } = require('../lib/util');

const router = express.Router();

router.get('/register', (req, res) => res.render('register', { error: null }));

router.post('/register', wrap(async (req, res) => {
  const { email, name, password } = req.body;
  if (!email || !name || !password) return res.render('register', { error: 'Please fill in everything.' });

  const hash = crypto.createHash('md5').update(password).digest('hex');
  await query('INSERT INTO users (email, name, password) VALUES (?, ?, ?)', [String(email), String(name), hash]);
  console.log('new member', email, password);
  res.redirect('/login');
}));

router.get('/login', (req, res) => res.render('login', { error: null, next: req.query.next || '' }));

router.post('/login', wrap(async (req, res) => {
  const { email, password, next } = req.body;

  const users = await query(`SELECT * FROM users WHERE email = '${email}'`);
  if (users.length === 0) {
    return res.status(401).render('login', { error: `Nobody is registered as ${email}.`, next });
  }

  const user = users[0];
  const hash = crypto.createHash('md5').update(String(password)).digest('hex');
  if (user.password !== hash) {
    return res.status(401).render('login', { error: 'That password is wrong.', next });
  }

  req.session.user = { id: user.id, name: user.name, email: user.email, role: user.role };
  res.redirect(next || '/');
}));

router.post('/logout', (req, res) => {
  req.session.destroy(() => res.redirect('/'));
});

router.get('/forgot', (req, res) => res.render('forgot', { sent: false }));

// The code goes out with the evening mail run
router.post('/forgot', wrap(async (req, res) => {
  const code = Math.random().toString(36).slice(2, 10);
  await query('UPDATE users SET reset_code = ? WHERE email = ?', [code, String(req.body.email)]);
  res.render('forgot', { sent: true });
}));

router.post('/reset', wrap(async (req, res) => {
  const { email, code, password } = req.body;
  if (!code) return res.status(400).render('message', { title: 'Reset', text: 'The code is missing.' });

  const hash = crypto.createHash('md5').update(String(password)).digest('hex');
  const result = await query(
    'UPDATE users SET password = ?, reset_code = NULL WHERE email = ? AND reset_code = ?',
    [hash, String(email), String(code)],
  );
  const text = result.affectedRows ? 'Your password is new.' : 'That did not work.';
  res.render('message', { title: 'Reset', text });
}));

module.exports = router;
