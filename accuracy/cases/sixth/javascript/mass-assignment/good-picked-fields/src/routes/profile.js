const express = require('express');
const { requireUser } = require('../middleware/auth');
const { updateProfile } = require('../services/profile');

const router = express.Router();

router.patch('/me', requireUser, async (req, res) => {
  const profile = await updateProfile(req.user.id, req.body);
  if (!profile) return res.sendStatus(404);
  res.json(profile);
});

module.exports = router;
