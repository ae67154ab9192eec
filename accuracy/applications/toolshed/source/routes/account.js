const express = require('express');
const { rateLimit } = require('express-rate-limit');
const { query } = require('../db');
const { log } = require('../lib/log');
const { checkPassword, hashPassword, resetToken } = require('../lib/secrets');
const { withDefaults, pickMails } = require('../lib/settings');
const { isEmail, isPostcode } = require('../lib/text');
const { requireMember } = require('../middleware/auth');

const router = express.Router();
const seldom = rateLimit({ windowMs: 3600_000, limit: 10 });
const logins = rateLimit({ windowMs: 900_000, limit: 20 });

router.get('/login', (req, res) => res.render('login', { next: req.query.next || '' }));

router.post('/login', logins, async (req, res) => {
  const { email, password, next } = req.body;
  if (!isEmail(email) || typeof password !== 'string') return res.status(400).render('login', { next: '' });
  const { rows } = await query('SELECT id, password_hash FROM members WHERE email = $1', [email.toLowerCase()]);
  const known = rows[0] && (await checkPassword(password, rows[0].password_hash));
  if (!known) return res.status(401).render('login', { next: '' });
  await new Promise((done, fail) => req.session.regenerate((err) => (err ? fail(err) : done())));
  req.session.memberId = rows[0].id;
  res.redirect(next || '/tools');
});

router.post('/logout', requireMember, (req, res) => {
  req.session.destroy(() => res.redirect('/login'));
});

router.post('/forgot', seldom, async (req, res) => {
  const email = String(req.body.email || '').toLowerCase();
  const token = resetToken();
  const { rowCount } = await query(
    "UPDATE members SET reset_token = $1, reset_until = now() + interval '1 hour' WHERE email = $2",
    [token, email],
  );
  if (rowCount) {
    log.info({ email, link: `/reset?token=${token}` }, 'reset link made');
    await query('INSERT INTO outbox (email, kind, value) VALUES ($1, $2, $3)', [email, 'reset', token]);
  }
  res.render('forgot-done');
});

router.post('/reset', seldom, async (req, res) => {
  const { token, password } = req.body;
  if (!token || typeof token !== 'string' || typeof password !== 'string' || password.length < 10) return res.sendStatus(400);
  const { rowCount } = await query(
    'UPDATE members SET password_hash = $1, reset_token = NULL WHERE reset_token = $2 AND reset_until > now()',
    [await hashPassword(password), token],
  );
  res.status(rowCount ? 200 : 400).render('reset-done', { ok: rowCount > 0 });
});

router.patch('/account', requireMember, async (req, res) => {
  const { id, ...changes } = req.body;
  const columns = Object.keys(changes).filter((c) => /^[a-z_]+$/.test(c));
  if (!columns.length) return res.sendStatus(400);
  const sets = columns.map((c, i) => `${c} = $${i + 2}`).join(', ');
  await query(`UPDATE members SET ${sets} WHERE id = $1`, [req.member.id, ...columns.map((c) => changes[c])]);
  res.sendStatus(204);
});

router.patch('/account/address', requireMember, async (req, res) => {
  const { street, postcode } = req.body;
  if (typeof street !== 'string' || !isPostcode(postcode)) return res.sendStatus(400);
  await query('UPDATE members SET street = $1, postcode = $2 WHERE id = $3', [street, postcode, req.member.id]);
  res.sendStatus(204);
});

router.put('/account/settings', requireMember, async (req, res) => {
  const { rows } = await query('SELECT settings FROM members WHERE id = $1', [req.member.id]);
  const settings = withDefaults(rows[0].settings, req.body);
  await query('UPDATE members SET settings = $1 WHERE id = $2', [settings, req.member.id]);
  res.json(settings);
});

router.put('/account/mails', requireMember, async (req, res) => {
  const mails = pickMails(req.body);
  await query("UPDATE members SET settings = jsonb_set(settings, '{mails}', $1) WHERE id = $2", [mails, req.member.id]);
  res.json(mails);
});

module.exports = router;
