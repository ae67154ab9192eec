'use strict';

const { z } = require('zod');
const users = require('../data/users-dao');
const payments = require('../data/payments-dao');
const passwords = require('../lib/passwords');
const { audit } = require('../lib/audit');
const { log } = require('../lib/log');
const { seal } = require('../lib/crypto');
const { fetchPicture, pictureUrl } = require('../lib/public-fetch');
const { fields, form, parse } = require('../lib/validators');
const { signIn } = require('../middleware/auth');

const Profile = form({ name: fields.line(80).min(1), phone: fields.line(30) });
const Password = form({ current: z.string().max(200), password: z.string().min(1).max(200) });
const Picture = form({ url: z.string().max(300) });
const Plan = form({ total: fields.number(1, 100000), months: fields.number(1, 48) });
const Card = form({ message: fields.text(500) });
const Greeting = form({ name: fields.line(80) });
const Iban = form({ iban: z.string().regex(/^[A-Z]{2}\d{2}[A-Z0-9 ]{11,36}$/) });

function page(req, title, rows) {
  const { name, phone, card } = req.user;
  return { title, user: { name, phone, card }, balance: payments.balance(req.user._id), rows };
}

exports.show = function (req, res) {
  res.render('account', page(req, 'My account', null));
};

exports.saveProfile = async function (req, res) {
  const { name, phone } = parse(Profile, req.body);
  await users.setProfile(req.user._id, { name, phone });
  req.flash('Saved.');
  res.redirect(303, '/account');
};

exports.changePassword = async function (req, res, next) {
  const { current, password } = parse(Password, req.body);
  const problem = (await passwords.verify(current, req.user.passwordHash)) ? passwords.problem(password, req.user.email) : 'The current password is wrong.';
  if (problem) return res.status(422).render('account', { ...page(req, 'My account', null), messages: [problem] });
  await users.setPassword(req.user._id, await passwords.hash(password));
  audit(req, 'password.changed', req.user._id);
  signIn(req, await users.findById(req.user._id), function (err) {
    if (err) return next(err);
    res.redirect(303, '/account');
  });
};

/** Shows a picture from one of the listed hosts. */
exports.fetchPicture = function (req, res) {
  const url = pictureUrl(parse(Picture, req.body).url);
  if (url === undefined) return res.status(422).render('error', { title: 'Pictures come from our own picture host alone', detail: '' });
  fetchPicture(url, function (err, type, body) {
    if (err) {
      log('warn', 'picture.failed', { requestId: req.id, error: err.message });
      return res.status(502).render('error', { title: 'The picture could not be fetched', detail: '' });
    }
    res.type(type).send(body);
  });
};

exports.instalments = function (req, res) {
  const { total, months } = parse(Plan, req.body);
  const rows = Array.from({ length: months }, (_, index) => ({ month: index + 1, amount: (total / months).toFixed(2) }));
  res.render('account', page(req, 'Instalments', rows));
};

/** A preview of the gift card with the words of the giver. */
exports.giftCard = function (req, res) {
  res.render('gift-card', { title: 'Gift card', message: parse(Card, req.body).message, name: req.user.name });
};

exports.greeting = function (req, res) {
  const { name } = parse(Greeting, req.body);
  const text = 'Dear {name}, enjoy the course!'.replace('{name}', () => name);
  res.type('text/plain').send(text);
};

exports.saveIban = async function (req, res) {
  const { iban } = parse(Iban, req.body);
  await users.setIban(req.user._id, seal(iban));
  audit(req, 'iban.changed', req.user._id);
  req.flash('The account number was saved.');
  res.redirect(303, '/account');
};
