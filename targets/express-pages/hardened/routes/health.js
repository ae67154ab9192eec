'use strict';

const express = require('express');

const router = express.Router();

router.get('/health', function (req, res) {
  res.status(req.app.locals.draining ? 503 : 200).json({ status: req.app.locals.draining ? 'stopping' : 'ok' });
});
router.get('/health/live', function (req, res) {
  res.json({ status: 'ok' });
});

module.exports = router;
