const express = require('express');
const { query } = require('../lib/db');
const { merge, wrap } = require('../lib/util');
const { requireLogin } = require('../lib/auth');

const router = express.Router();
router.use(requireLogin);

const DEFAULTS = { theme: 'paper', mail: { news: false, offers: false } };

router.get('/', wrap(async (req, res) => {
  const [member] = await query('SELECT name, email, city FROM users WHERE id = ?', [req.session.user.id]);
  res.render('account', { member });
}));

// The form of the profile page: name and city
router.post('/profile', wrap(async (req, res) => {
  await query('UPDATE users SET ? WHERE id = ?', [req.body, req.session.user.id]);
  res.redirect('/account');
}));

// Where a parcel goes when nobody is at home
router.post('/city', wrap(async (req, res) => {
  await query('UPDATE users SET ? WHERE id = ?', [{ city: String(req.body.city) }, req.session.user.id]);
  res.redirect('/account');
}));

router.post('/email', wrap(async (req, res) => {
  await query('UPDATE users SET email = ? WHERE id = ?', [String(req.body.email), req.session.user.id]);
  req.session.user.email = String(req.body.email);
  res.redirect('/account');
}));

router.post('/settings', (req, res) => {
  const settings = merge(structuredClone(DEFAULTS), req.body);
  req.session.settings = settings;
  res.json(settings);
});

module.exports = router;
