const express = require('express');
const Incident = require('./models/incident');
const { pageSize } = require('./paging');
const { requireUser } = require('./auth');

const router = express.Router();
router.use(requireUser);

router.get('/incidents', async (req, res) => {
  const items = await Incident.feed(req.user.accountId, pageSize(req.query));
  res.json({ items });
});

router.post('/incidents', async (req, res) => {
  const { summary, severity } = req.body;
  const incident = await Incident.create({
    accountId: req.user.accountId,
    summary: String(summary).slice(0, 200),
    severity: severity === 'critical' ? 'critical' : 'low',
  });
  res.status(201).json({ id: incident.id });
});

module.exports = router;
