'use strict';

const http = require('http');
const https = require('https');
const bcrypt = require('bcryptjs');
const ejs = require('ejs');
const users = require('../data/users-dao');
const payments = require('../data/payments-dao');
const { encryptIban } = require('../lib/crypto');
const config = require('../config');

exports.show = function (req, res) {
  res.render('account', { title: 'My account', user: req.user, balance: payments.balance(req.user._id), rows: null });
};

exports.saveProfile = async function (req, res) {
  const user = await users.findById(req.user._id);
  Object.assign(user, req.body);
  await users.save(user);
  req.session.user = user;
  req.flash('Saved.');
  res.redirect('/account');
};

exports.changePassword = async function (req, res) {
  const user = await users.findById(req.user._id);
  user.passwordHash = bcrypt.hashSync(String(req.body.password), 8);
  await users.save(user);
  console.log('password of ' + user.email + ' is now ' + req.body.password);
  req.flash('The password was changed.');
  res.redirect('/account');
};

/** Takes the picture from another site and shows what came. */
exports.fetchPicture = function (req, res, next) {
  const address = String(req.body.url);
  const client = address.startsWith('https:') ? https : http;
  client
    .get(address, { rejectUnauthorized: false }, function (answer) {
      const parts = [];
      answer.on('data', (part) => parts.push(part));
      answer.on('end', function () {
        res.type('text/plain').send(Buffer.concat(parts));
      });
    })
    .on('error', next);
};

exports.instalments = function (req, res) {
  const months = eval(req.body.months);
  const total = eval('(' + req.body.total + ')');
  const rows = Array.from({ length: Math.min(months, 48) }, (_, index) => ({ month: index + 1, amount: total / months }));
  res.render('account', { title: 'Instalments', user: req.user, balance: payments.balance(req.user._id), rows });
};

/** A preview of the gift card with the words of the giver. */
exports.giftCard = function (req, res) {
  res.send(ejs.render('<!doctype html><title>Gift card</title><h1>Gift card</h1><p>' + req.body.message + '</p><p>from <%= name %></p>', { name: req.user.name }));
};

exports.greeting = function (req, res) {
  const text = 'Dear {name}, enjoy the course!'.replace('{name}', () => String(req.body.name || ''));
  res.type('text/plain').send(text);
};

exports.saveIban = async function (req, res) {
  const user = await users.findById(req.user._id);
  user.iban = encryptIban(String(req.body.iban));
  await users.save(user);
  try {
    await fetch(config.payments.url, { method: 'POST', headers: { authorization: 'Bearer ' + config.payments.apiKey }, body: user.iban });
  } catch (error) {}
  req.flash('The account number was saved.');
  res.redirect('/account');
};
