'use strict';

const express = require('express');
const config = require('../config');

const router = express.Router();

router.get('/env', function (req, res) {
  res.json({ env: process.env, config: config });
});

router.get('/sessions', function (req, res, next) {
  req.sessionStore.all(function (err, sessions) {
    if (err) return next(err);
    res.json(sessions);
  });
});

module.exports = router;
