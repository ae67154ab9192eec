'use strict';

const zlib = require('zlib');
const { execFile } = require('child_process');
const config = require('../config');
const bookings = require('../data/bookings-dao');
const courses = require('../data/courses-dao');
const payments = require('../data/payments-dao');
const { audit } = require('../lib/audit');
const { fields, form, pageOf, parse } = require('../lib/validators');

const Booking = form({ courseId: fields.number(1, 999999), seats: fields.number(1, 5), note: fields.text(500).default('') });
const Cancelling = form({ bookingId: fields.id });
const Voucher = form({ code: fields.line(60).min(1) });
const Label = form({ title: fields.line(80) });
const Text = form({ text: fields.text(2000) });
const Nothing = form({});

const missing = (res) => res.status(404).render('error', { title: 'No such booking', detail: '' });

exports.list = async function (req, res) {
  const page = pageOf({ page: req.query.page });
  const rows = await bookings.of(req.user._id, config.pageSize, (page - 1) * config.pageSize);
  const titles = new Map(courses.byIds(rows.map((row) => row.courseId)).map((course) => [course.id, course.title]));
  const paid = payments.countByBooking(rows.map((row) => row._id));
  res.render('bookings', { title: 'My bookings', rows: rows.map((row) => ({ ...row, course: titles.get(row.courseId), payments: paid.get(row._id) || 0 })) });
};

/** Books seats when there are enough; used by the page and by the API. */
exports.book = async function (req, courseId, seats, note) {
  const course = courses.byId(courseId);
  if (!course || !courses.takeSeats(courseId, seats)) return undefined;
  const booking = { userId: req.user._id, courseId, seats, note, status: 'open', priceCents: course.price_cents * seats };
  const id = await bookings.create(booking);
  audit(req, 'booking.created', id);
  return { id, ...booking };
};

exports.create = async function (req, res) {
  const { courseId, seats, note } = parse(Booking, req.body);
  const booking = await exports.book(req, courseId, seats, note);
  if (booking === undefined) return res.status(409).render('error', { title: 'There are not enough seats', detail: '' });
  req.flash('The booking is noted.');
  res.redirect(303, '/bookings/' + booking.id);
};

exports.show = function (req, res, next) {
  bookings.own(req.params.id, req.user._id).then(function (booking) {
    if (!booking) return missing(res);
    res.render('booking', { title: 'Booking', booking, course: courses.byId(booking.courseId) });
  }, next);
};

exports.cancel = async function (req, res) {
  const { bookingId } = parse(Cancelling, req.body);
  const booking = await bookings.own(bookingId, req.user._id);
  if (!booking) return missing(res);
  if (await bookings.close(bookingId, req.user._id, 'cancelled')) {
    courses.returnSeats(booking.courseId, booking.seats);
    audit(req, 'booking.cancelled', bookingId);
  }
  res.redirect(303, '/bookings');
};

exports.confirm = async function (req, res) {
  parse(Nothing, req.body);
  const booking = await bookings.own(req.params.id, req.user._id);
  if (!booking) return missing(res);
  await bookings.close(booking._id, req.user._id, 'confirmed');
  res.redirect(303, '/bookings/' + booking._id);
};

exports.archive = async function (req, res) {
  await bookings.archive(req.params.id, req.user._id);
  res.json({ archived: true });
};

exports.redeem = function (req, res) {
  const { code } = parse(Voucher, req.body);
  const redeemed = payments.redeem(code, req.user._id);
  if (redeemed) audit(req, 'voucher.redeemed', req.user._id);
  req.flash(redeemed ? 'The voucher was added.' : 'This voucher cannot be used.');
  res.redirect(303, '/account');
};

/** The text of the label that the desk sticks on a folder, with its check number. */
exports.label = function (req, res) {
  const { title } = parse(Label, req.body);
  res.type('text/plain').send(title + '\n' + zlib.crc32(title) + '\n');
};

exports.checksum = function (req, res, next) {
  const { text } = parse(Text, req.body);
  const child = execFile('cksum', [], { timeout: 2000 }, function (err, stdout) {
    if (err) return next(err);
    res.type('text/plain').send(stdout);
  });
  child.stdin.end(text);
};
