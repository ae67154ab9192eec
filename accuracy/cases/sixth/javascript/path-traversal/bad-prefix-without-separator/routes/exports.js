'use strict';

var express = require('express');
var Storage = require('../lib/storage');
var requireUser = require('../middleware/auth').requireUser;

var storage = new Storage(process.env.EXPORT_DIR || '/srv/exports');
var router = express.Router();

router.get('/file', requireUser, function (req, res, next) {
  storage.locate(String(req.user.accountId), String(req.query.name), function (err, entry) {
    if (err) {
      return next(err);
    }
    if (!entry) {
      return res.status(404).json({ error: 'no such export' });
    }
    res.set('Content-Length', entry.size);
    res.type('application/octet-stream');
    storage.open(entry).on('error', next).pipe(res);
  });
});

module.exports = router;
