const express = require('express');
const db = require('../db');
const { Listing } = require('../listing');
const { requireUser } = require('../middleware/auth');

const router = express.Router();
router.use(requireUser);

router.get('/', async (req, res) => {
  const listing = new Listing(req.query);
  const rows = await listing.applyTo(
    db('shipments')
      .select('id', 'reference', 'carrier', 'created_at')
      .where({ account_id: req.user.accountId }),
  );
  res.json({ page: listing.page, items: rows });
});

module.exports = router;
