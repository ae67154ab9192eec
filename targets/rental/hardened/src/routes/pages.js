'use strict';

const crypto = require('crypto');
const express = require('express');
const cookieParser = require('cookie-parser');
const { wrap, HttpError, notFound } = require('../lib/errors');
const { paging } = require('../lib/paging');
const { catalogueQuery, CARD } = require('../lib/catalogue-query');
const text = require('../lib/text');
const { pageHeaders } = require('../middleware/http');
const { userOfToken } = require('../middleware/auth');
const accounts = require('../services/accounts');
const { throttledLogin } = require('./auth');
const { setUserStatus } = require('./admin');
const config = require('../config');
const { Item, Branch, Review, User, Booking } = require('../db/models');

const router = express.Router();
const form = express.urlencoded({ extended: false, limit: '20kb' });

router.use(pageHeaders, cookieParser());
router.use((req, res, next) => {
  Object.assign(res.locals, text, { mapsKey: config.mapsKey });
  next();
});

router.get('/', wrap(async (req, res) => {
  const branches = await Branch.findAll({ attributes: ['id', 'name', 'city'], limit: 50, order: [['id', 'ASC']] });
  res.render('home', { branches });
}));

router.get('/catalogue', wrap(async (req, res) => {
  const page = paging(req.query);
  const q = typeof req.query.q === 'string' ? req.query.q : '';
  const items = await Item.findAll({ ...catalogueQuery({ ...req.query, q, with: undefined }), limit: Math.min(page.limit, 60), offset: page.offset });
  res.render('catalogue', { items, q, state: { q, page: page.page, ids: items.map((item) => item.id) } });
}));

router.get('/catalogue/:id', wrap(async (req, res) => {
  const id = Number(req.params.id);
  const item = Number.isSafeInteger(id) ? await Item.findOne({ attributes: CARD, where: { id, status: 'listed' } }) : null;
  if (!item) throw notFound('Item');
  const reviews = await Review.findAll({ where: { itemId: item.id }, include: [{ association: 'author', attributes: ['name'] }], limit: 30, order: [['id', 'DESC']] });
  res.render('item', { item, reviews });
}));

// Partners that are linked from the leaflets.
const PARTNERS = { insurance: 'https://cover.partner.example/branchrent', fuel: 'https://fuel.partner.example/stations' };
router.get('/partners/:name', (req, res) => res.redirect(Object.hasOwn(PARTNERS, req.params.name) ? PARTNERS[req.params.name] : '/'));

function localTarget(to) {
  if (typeof to !== 'string' || !/^\/(?![/\\])[\w\-./?=&]*$/.test(to)) return '/admin';
  return new URL(to, 'http://here.invalid').host === 'here.invalid' ? to : '/admin';
}

const COOKIE = 'br_admin';
const cookieOptions = { httpOnly: true, secure: true, sameSite: 'strict', path: '/admin' };

// Bound to the session, so a form of another site cannot know it.
const formSecret = crypto.randomBytes(32);
const formToken = (req) => crypto.createHmac('sha256', formSecret).update(String(req.cookies[COOKIE] || '')).digest('hex');

function ownForm(req, res, next) {
  const given = Buffer.from(String(req.body._form || ''));
  const expected = Buffer.from(formToken(req));
  const fits = given.length === expected.length && crypto.timingSafeEqual(given, expected);
  next(fits ? undefined : new HttpError(403, 'form', 'The form is too old, load the page again'));
}

const headOffice = wrap(async (req, res, next) => {
  const user = await userOfToken(String(req.cookies[COOKIE] || '')).catch(() => null);
  if (!user) return res.redirect(`/admin/login?next=${encodeURIComponent(req.originalUrl)}`);
  if (!user.isAdmin) throw new HttpError(403, 'forbidden', 'Head office only');
  req.user = user;
  next();
});

router.get('/admin/login', (req, res) => res.render('login', { next: typeof req.query.next === 'string' ? req.query.next : '', failed: false }));

router.post('/admin/login', form, wrap(async (req, res) => {
  let user;
  try {
    user = await throttledLogin(req);
  } catch (error) {
    if (![401, 429].includes(error.status)) throw error;
    return res.status(error.status).render('login', { next: String(req.body.next || ''), failed: true });
  }
  const session = await accounts.openSession(user);
  res.cookie(COOKIE, session.accessToken, cookieOptions);
  res.redirect(303, localTarget(req.body.next));
}));

router.get('/admin', headOffice, wrap(async (req, res) => {
  const [users, bookings] = await Promise.all([
    User.findAll({ attributes: ['id', 'email', 'name', 'status'], limit: 100, order: [['id', 'DESC']] }),
    Booking.count(),
  ]);
  res.render('admin', { users, bookings, formToken: formToken(req) });
}));

router.post('/admin/users/:id/status', headOffice, form, ownForm, wrap(async (req, res) => {
  await setUserStatus(req.params.id, req.body.status, req.user.id);
  res.redirect(303, '/admin');
}));

module.exports = router;
