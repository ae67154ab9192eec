const express = require('express');
const { randomUUID } = require('node:crypto');
const { capture } = require('./acquirer/client');
const { requireUser } = require('./auth');

const app = express();
app.use(express.json(), requireUser);

app.post('/captures', async (req, res) => {
  const cents = Number(req.body.cents);
  if (!Number.isInteger(cents) || cents < 1) return res.sendStatus(422);
  const status = await capture({ reference: randomUUID(), account: req.user.accountId, cents });
  res.sendStatus(status === 201 ? 201 : 502);
});

module.exports = app;
