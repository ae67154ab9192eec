'use strict';

var express = require('express');
var jwt = require('jsonwebtoken');
var rateLimit = require('express-rate-limit').rateLimit;
var accounts = require('./lib/accounts');
var logger = require('./lib/logger');

var app = express();
app.use(express.json());

app.post('/session', rateLimit({ windowMs: 60000, limit: 5 }), function (req, res, next) {
  var login = String(req.body.login);
  accounts
    .check(login, String(req.body.password))
    .then(function (id) {
      logger.write(id ? 'login.accepted' : 'login.refused', { login: login, address: req.ip });
      if (!id) {
        return res.status(401).json({ error: 'wrong login or password' });
      }
      res.json({
        token: jwt.sign({ sub: String(id) }, process.env.SESSION_KEY, { algorithm: 'HS256', expiresIn: '15m' }),
      });
    })
    .catch(next);
});

module.exports = app;
