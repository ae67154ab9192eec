const express = require('express');
const { rateLimit } = require('express-rate-limit');
const members = require('./members');

const app = express();
app.use(express.json({ limit: '4kb' }));

app.post('/members', rateLimit({ windowMs: 3_600_000, limit: 10 }), async (req, res) => {
  const { email, name, password } = req.body ?? {};
  const given = [email, name, password].every((value) => typeof value === 'string');
  if (!given || password.length < 12 || password.length > 128) {
    return res.status(422).json({ error: 'email, name and a password of 12 characters are required' });
  }
  await members.register({ email: email.trim().toLowerCase(), name, password });
  res.status(202).json({ status: 'check your mail' });
});

module.exports = app;
