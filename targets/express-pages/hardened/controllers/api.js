'use strict';

const { z } = require('zod');
const config = require('../config');
const users = require('../data/users-dao');
const courses = require('../data/courses-dao');
const bookings = require('../data/bookings-dao');
const payments = require('../data/payments-dao');
const ExpiringCache = require('../lib/expiring-cache');
const { audit } = require('../lib/audit');
const { fields, pageOf, parse } = require('../lib/validators');
const { book } = require('./bookings');

const summaries = new ExpiringCache({ max: 500, ttlMs: 60000 });
const Booking = z.strictObject({ courseId: z.number().int().min(1).max(999999), seats: z.number().int().min(1).max(5), note: fields.text(500).default('') });
const Settings = z.strictObject({ theme: z.enum(['light', 'dark']), newsletter: z.boolean() });
const month = z.string().regex(/^\d{4}-\d{2}$/).default('2026-11');
const courseNumber = fields.number(1, 999999);

exports.courses = function (req, res) {
  const page = pageOf({ page: req.query.page });
  res.json({ page, courses: courses.page(String(req.query.order), config.pageSize, (page - 1) * config.pageSize) });
};

/** Who sits in a course, for the list at the door. */
exports.attendance = async function (req, res) {
  const courseId = parse(courseNumber, req.params.id);
  const rows = await bookings.ofCourse(courseId, 100);
  const people = await users.named(rows.map((row) => row.userId));
  audit(req, 'attendance.read', String(courseId));
  res.json(people.map((person) => ({ name: person.name })));
};

/** The dates of the own courses. */
exports.calendar = async function (req, res) {
  const rows = await bookings.of(req.user._id, 100, 0);
  const dates = courses.byIds(rows.map((row) => row.courseId));
  res.json(dates.map((course) => ({ course: course.title, starts: course.starts_on })));
};

/** The part of the course is shared by all and kept for a minute; that of the member is read each time. */
exports.summary = async function (req, res) {
  const courseId = parse(courseNumber, req.params.id);
  const course = await summaries.get(courseId, function () {
    const found = courses.byId(courseId);
    return found ? { title: found.title, starts: found.starts_on } : null;
  });
  if (course === null) return res.status(404).json({ error: 'no such course', requestId: req.id });
  const own = await bookings.of(req.user._id, 100, 0);
  res.json({ course, yourBookings: own.filter((row) => row.courseId === courseId).map((row) => row._id) });
};

exports.me = function (req, res) {
  const { name, email, phone, card } = req.user;
  res.json({ name, email, phone, card });
};

exports.book = async function (req, res) {
  const { courseId, seats, note } = parse(Booking, req.body);
  const booking = await book(req, courseId, seats, note);
  if (booking === undefined) return res.status(409).json({ error: 'not enough seats', requestId: req.id });
  res.status(201).json({ id: booking.id, courseId, seats, note, status: booking.status, priceCents: booking.priceCents });
};

exports.payments = function (req, res) {
  res.json(payments.ofMonth(req.user._id, parse(month, req.query.month)));
};

exports.payment = function (req, res) {
  const payment = payments.own(req.params.id, req.user._id);
  if (!payment) return res.status(404).json({ error: 'no such payment', requestId: req.id });
  res.json(payment);
};

exports.settings = function (req, res) {
  const { theme, newsletter } = req.user.settings;
  res.json({ theme, newsletter });
};

exports.saveSettings = async function (req, res) {
  const { theme, newsletter } = parse(Settings, req.body);
  await users.setSettings(req.user._id, { theme, newsletter });
  res.json({ theme, newsletter });
};
