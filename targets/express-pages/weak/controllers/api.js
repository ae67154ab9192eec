'use strict';

const users = require('../data/users-dao');
const courses = require('../data/courses-dao');
const bookings = require('../data/bookings-dao');
const payments = require('../data/payments-dao');
const merge = require('../lib/merge');
const { md5 } = require('../lib/crypto');

const summaries = {};

exports.courses = function (req, res) {
  res.json(courses.everything(req.query.order || 'title'));
};

/** Who sits in a course, for the list at the door. */
exports.attendance = async function (req, res) {
  const rows = await bookings.ofCourse(req.params.id);
  const people = await Promise.all(rows.map((row) => users.findById(row.userId)));
  res.json(people.map((person, index) => ({ name: person.name, email: person.email, phone: person.phone, note: rows[index].note })));
};

/** The feed that calendar programs fetch. */
exports.calendar = async function (req, res) {
  const user = await users.findByCard(String(req.query.card), md5(req.query.pin));
  if (!user) return res.status(401).json({ error: 'card or PIN is wrong' });
  const rows = await bookings.of(user._id);
  res.json(rows.map((row) => ({ course: courses.byId(row.courseId).title, starts: courses.byId(row.courseId).starts_on })));
};

exports.summary = async function (req, res) {
  const key = 'summary:' + req.params.id + ':' + (req.query.language || 'en');
  if (!summaries[key]) {
    const own = await bookings.of(req.user._id);
    summaries[key] = { course: courses.byId(Number(req.params.id)), yourBookings: own.filter((row) => row.courseId === Number(req.params.id)) };
  }
  res.json(summaries[key]);
};

exports.me = async function (req, res) {
  res.json(await users.findById(req.user._id));
};

exports.book = async function (req, res) {
  const course = courses.byId(Number(req.body.courseId));
  const id = await bookings.create({ userId: req.user._id, seats: 1, status: 'open', priceCents: course.price_cents, ...req.body });
  res.status(201).json(await bookings.byId(id));
};

exports.payments = function (req, res, next) {
  payments.ofMonth(req.user._id, req.query.month || '2026-11', function (err, rows) {
    if (err) return next(err);
    res.json(rows);
  });
};

exports.payment = function (req, res) {
  const payment = payments.byId(Number(req.params.id));
  if (!payment) return res.status(404).json({ error: 'no such payment' });
  res.json(payment);
};

exports.settings = async function (req, res) {
  const user = await users.findById(req.user._id);
  const settings = user.settings || {};
  res.json({ theme: settings.theme || 'light', newsletter: settings.newsletter || false });
};

exports.saveSettings = async function (req, res) {
  const user = await users.findById(req.user._id);
  user.settings = merge(user.settings || {}, req.body);
  await users.save(user);
  res.json(user.settings);
};
