const express = require('express');
const rateLimit = require('express-rate-limit');
const invitations = require('./services/invitations');

const app = express();
app.use(express.json({ limit: '10kb' }));

const limiter = rateLimit({ windowMs: 15 * 60 * 1000, limit: 20 });

app.post('/invitations/accept', limiter, async (req, res) => {
  const { token, password } = req.body ?? {};
  if (!token || !password) {
    return res.status(400).json({ error: 'token and password are required' });
  }
  if (String(password).length < 12) {
    return res.status(400).json({ error: 'password is too short' });
  }
  const userId = await invitations.accept({ token, password: String(password) });
  if (!userId) return res.status(404).json({ error: 'invitation not found' });
  res.status(201).json({ id: userId });
});

module.exports = app;
