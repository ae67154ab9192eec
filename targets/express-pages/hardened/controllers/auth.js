'use strict';

const { z } = require('zod');
const config = require('../config');
const users = require('../data/users-dao');
const failures = require('../data/login-failures-dao');
const resetCodes = require('../data/reset-codes-dao');
const mailer = require('../lib/mailer');
const passwords = require('../lib/passwords');
const { audit } = require('../lib/audit');
const { log } = require('../lib/log');
const { digest } = require('../lib/crypto');
const { ownPath } = require('../lib/paths');
const { fields, form, parse } = require('../lib/validators');
const { signIn } = require('../middleware/auth');
const { refuse } = require('../middleware/limits');

const password = z.string().min(1).max(200);
const Login = form({ email: fields.email, password, next: z.string().max(300).optional() });
const Registration = form({ name: fields.line(80).min(1), email: fields.email, password });
const Forgot = form({ email: fields.email });
const Reset = form({ code: z.string().min(20).max(100), password });

exports.loginForm = function (req, res) {
  res.render('login', { title: 'Sign in', next: ownPath(req.query.next || '/account') });
};

exports.login = async function (req, res, next) {
  const { email, password, next: target } = parse(Login, req.body);
  const seconds = failures.begin(email, req.ip);
  if (seconds > 0) {
    log('warn', 'login.locked', { requestId: req.id, account: digest(email), address: req.ip });
    return refuse(req, res, seconds);
  }
  const user = await users.findByEmail(email);
  const same = await passwords.verify(password, user && user.passwordHash);
  if (!same || user.disabled) {
    log('warn', 'login.failed', { requestId: req.id, account: digest(email), address: req.ip });
    return res.status(401).render('login', { title: 'Sign in', next: ownPath(target), messages: ['The address or the password is wrong.'] });
  }
  failures.succeeded(email, req.ip);
  signIn(req, user, function (err) {
    if (err) return next(err);
    req.user = user;
    audit(req, 'login', user._id);
    res.redirect(303, ownPath(target || '/account'));
  });
};

exports.registerForm = function (req, res) {
  res.render('register', { title: 'Join', passwordLabel: config.passwordLabel, placeholder: config.passwordPlaceholder });
};

/** The answer is the same for a new address and a known one; the owner of a known one is told by mail. */
exports.register = async function (req, res) {
  const { email, name, password } = parse(Registration, req.body);
  const problem = passwords.problem(password, email);
  if (problem) {
    return res.status(422).render('register', { title: 'Join', passwordLabel: config.passwordLabel, placeholder: config.passwordPlaceholder, messages: [problem] });
  }
  const passwordHash = await passwords.hash(password);
  const id = await users.create({ email, name, role: 'member', passwordHash });
  if (id === null) mailer.send(email, 'Your account', 'Somebody tried to join with your address. You have an account already.\n');
  else mailer.send(email, 'Welcome', mailer.text('welcome', { name }));
  audit(req, 'register', id || undefined);
  req.flash('Thank you. When the address is new, the account is ready: please sign in.');
  res.redirect(303, '/login');
};

exports.logout = function (req, res, next) {
  if (req.user) audit(req, 'logout', req.user._id);
  req.session.destroy(function (err) {
    if (err) return next(err);
    res.clearCookie(config.secureCookies ? '__Host-sid' : 'sid', { httpOnly: true, secure: config.secureCookies, sameSite: 'lax', path: '/' });
    res.redirect(303, '/');
  });
};

exports.forgotForm = function (req, res) {
  res.render('forgot', { title: 'Forgotten password' });
};

exports.forgot = async function (req, res) {
  const { email } = parse(Forgot, req.body);
  const user = await users.findByEmail(email);
  if (user && !user.disabled) mailer.send(user.email, 'Your password', mailer.text('reset', { name: user.name, code: resetCodes.issue(user._id) }));
  req.flash('When we know the address, a mail with a code is on its way.');
  res.redirect(303, '/reset');
};

exports.resetForm = function (req, res) {
  res.render('reset', { title: 'New password' });
};

exports.reset = async function (req, res) {
  const { code, password } = parse(Reset, req.body);
  const problem = passwords.problem(password, '');
  if (problem) return res.status(422).render('reset', { title: 'New password', messages: [problem] });
  const userId = resetCodes.use(code);
  if (userId === undefined) return res.status(422).render('reset', { title: 'New password', messages: ['The code is wrong or too old.'] });
  await users.setPassword(userId, await passwords.hash(password));
  audit(req, 'password.reset', userId);
  req.flash('The password was changed.');
  res.redirect(303, '/login');
};
