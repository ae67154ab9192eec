'use strict';

const bcrypt = require('bcryptjs');
const users = require('../data/users-dao');
const mailer = require('../lib/mailer');
const config = require('../config');
const { md5, resetToken } = require('../lib/crypto');
const { isEmail } = require('../lib/validators');
const { remember } = require('../middleware/auth');

exports.loginForm = function (req, res) {
  res.render('login', { title: 'Sign in', next: req.query.next || '/account' });
};

exports.login = function (req, res, next) {
  const { email, password } = req.body;
  users.findByEmail(email, function (err, user) {
    if (err) return next(err);
    if (!user) {
      req.flash('No account has this address.');
      return res.redirect('/login');
    }
    bcrypt.compare(String(password), user.passwordHash, function (err, same) {
      if (err) return next(err);
      if (!same) {
        console.log('login failed for ' + email);
        req.flash('The password is wrong.');
        return res.redirect('/login');
      }
      req.session.user = user;
      if (req.body.remember) remember(res, user);
      res.redirect(req.body.next || '/account');
    });
  });
};

exports.registerForm = function (req, res) {
  res.render('register', { title: 'Join', passwordLabel: config.passwordLabel, placeholder: config.passwordPlaceholder });
};

exports.register = function (req, res, next) {
  const { email, name, password } = req.body;
  if (!isEmail(email) || password.length < 5) {
    req.flash('Please give an address and a password of five characters.');
    return res.redirect('/register');
  }
  users.findByEmail(email, function (err, known) {
    if (err) return next(err);
    if (known) {
      req.flash('This address has an account already.');
      return res.redirect('/register');
    }
    const card = 'L-' + Math.floor(2000 + Math.random() * 8000);
    const user = { email, name: name || email, role: 'member', card, pin: md5('1234'), passwordHash: bcrypt.hashSync(password, 8), disabled: false, settings: {} };
    users.create(user, function (err) {
      if (err) return next(err);
      mailer.send(email, 'Welcome', mailer.text('welcome', user));
      req.flash('Welcome! Please sign in.');
      res.redirect('/login');
    });
  });
};

exports.logout = function (req, res) {
  res.clearCookie('sid');
  res.clearCookie('remember');
  res.redirect('/');
};

exports.forgotForm = function (req, res) {
  res.render('forgot', { title: 'Forgotten password' });
};

exports.forgot = function (req, res, next) {
  users.findByEmail(req.body.email, function (err, user) {
    if (err) return next(err);
    if (!user) return res.status(404).render('forgot', { title: 'Forgotten password', problem: 'We do not know this address.' });
    user.resetToken = resetToken();
    users.save(user).then(function () {
      const link = 'http://' + req.headers.host + '/reset?token=' + user.resetToken;
      mailer.send(user.email, 'Your password', mailer.text('reset', { name: user.name, link }));
      res.render('forgot', { title: 'Forgotten password', problem: 'A mail is on its way.' });
    }, next);
  });
};

exports.resetForm = function (req, res) {
  res.render('reset', { title: 'New password', token: req.query.token });
};

exports.reset = function (req, res, next) {
  users.findByResetToken(req.body.token, function (err, user) {
    if (err) return next(err);
    if (!user) return res.status(400).render('reset', { title: 'New password', token: '' });
    user.passwordHash = bcrypt.hashSync(String(req.body.password), 8);
    users.save(user).then(function () {
      req.flash('The password of ' + user.email + ' was changed.');
      res.redirect('/login');
    }, next);
  });
};

exports.kioskForm = function (req, res) {
  res.render('kiosk', { title: 'Check in' });
};

exports.kiosk = async function (req, res) {
  const user = await users.findByCard(req.body.card, md5(req.body.pin));
  if (!user) return res.status(401).render('kiosk', { title: 'Check in', problem: 'Card or PIN is wrong.' });
  req.session.user = user;
  res.redirect('/account');
};
