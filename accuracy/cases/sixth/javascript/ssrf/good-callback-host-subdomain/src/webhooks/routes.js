const express = require('express');
const db = require('../db');
const { isPartnerUrl } = require('./callback-url');
const { requireUser } = require('../auth');

const router = express.Router();
router.use(requireUser);

router.put('/callback', async (req, res) => {
  const url = String(req.body.url);
  if (!isPartnerUrl(url)) return res.status(422).json({ error: 'not a partner URL' });
  await db('callbacks')
    .insert({ account_id: req.user.accountId, url })
    .onConflict('account_id')
    .merge(['url']);
  res.status(204).end();
});

module.exports = router;
