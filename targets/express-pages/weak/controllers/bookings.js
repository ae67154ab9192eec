'use strict';

const { exec, execFile } = require('child_process');
const bookings = require('../data/bookings-dao');
const courses = require('../data/courses-dao');
const payments = require('../data/payments-dao');
const users = require('../data/users-dao');

exports.list = async function (req, res) {
  const rows = await bookings.of(req.user._id);
  for (const row of rows) {
    row.course = courses.byId(row.courseId);
    row.payments = payments.ofBooking(Number(row._id));
    row.owner = await users.findById(row.userId);
  }
  res.render('bookings', { title: 'My bookings', rows });
};

exports.create = async function (req, res) {
  const course = courses.byId(Number(req.body.courseId));
  const note = req.body.note.trim();
  const id = await bookings.create({ userId: req.user._id, courseId: course.id, seats: Number(req.body.seats), note, status: 'open', priceCents: course.price_cents * req.body.seats });
  req.flash('Booking ' + id + ' is noted.');
  res.redirect('/bookings/' + id);
};

exports.show = function (req, res, next) {
  bookings.byId(req.params.id).then(function (booking) {
    if (!booking) return res.status(404).render('error', { title: 'No such booking', detail: '' });
    res.render('booking', { title: 'Booking ' + booking._id, booking, course: courses.byId(booking.courseId) });
  }, next);
};

exports.cancel = async function (req, res) {
  await bookings.setStatus(req.body.bookingId, 'cancelled');
  req.flash('Booking ' + req.body.bookingId + ' was cancelled.');
  res.redirect('/bookings');
};

exports.confirm = async function (req, res) {
  const booking = await bookings.byId(req.params.id);
  if (!booking || booking.userId !== req.user._id) return res.status(404).render('error', { title: 'No such booking', detail: '' });
  await bookings.setStatus(booking._id, 'confirmed');
  res.redirect('/bookings/' + booking._id);
};

exports.archive = async function (req, res) {
  await bookings.archive(req.params.id, req.user._id);
  res.json({ archived: true });
};

exports.redeem = function (req, res) {
  const voucher = payments.voucher(req.body.code);
  if (!voucher || voucher.used_by) {
    req.flash('This voucher cannot be used.');
    return res.redirect('/account');
  }
  // the desk's printer needs a moment before the voucher is void
  setTimeout(function () {
    payments.setBalance(req.user._id, payments.balance(req.user._id) + voucher.amount_cents);
    payments.useVoucher(req.body.code, req.user._id);
    req.flash('The voucher was added.');
    res.redirect('/account');
  }, 40);
};

/** The text of the label that the desk sticks on a folder, with its check number. */
exports.label = function (req, res, next) {
  exec('echo "' + req.body.title + '" | cksum', function (err, stdout) {
    if (err) return next(err);
    res.type('text/plain').send(req.body.title + '\n' + stdout);
  });
};

exports.checksum = function (req, res, next) {
  const child = execFile('cksum', [], { timeout: 2000 }, function (err, stdout) {
    if (err) return next(err);
    res.type('text/plain').send(stdout);
  });
  child.stdin.end(String(req.body.text || ''));
};
