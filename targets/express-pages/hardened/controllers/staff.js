'use strict';

const config = require('../config');
const users = require('../data/users-dao');
const courses = require('../data/courses-dao');
const payments = require('../data/payments-dao');
const { audit } = require('../lib/audit');
const { token } = require('../lib/crypto');
const { fields, form, pageOf, parse } = require('../lib/validators');

const Nothing = form({});
const Price = form({ cents: fields.number(0, 1000000) });
const Amount = form({ cents: fields.number(100, 50000) });

/** A cell that a spreadsheet takes as text. */
const cell = (value) => '"' + String(value).replace(/^[=+\-@\t\r]/, "'$&").replaceAll('"', '""') + '"';

exports.users = async function (req, res) {
  const page = pageOf({ page: req.query.page });
  res.render('users', { title: 'Members', rows: await users.page(config.pageSize, (page - 1) * config.pageSize) });
};

exports.disable = async function (req, res) {
  parse(Nothing, req.body);
  const result = await users.disable(req.params.id);
  if (result.matchedCount === 0) return res.status(404).render('error', { title: 'No such member', detail: '' });
  audit(req, 'member.disabled', req.params.id);
  res.redirect(303, '/staff/users');
};

exports.setPrice = function (req, res) {
  const id = parse(fields.number(1, 999999), req.params.id);
  const { cents } = parse(Price, req.body);
  if (courses.setPrice(id, cents) === 0) return res.status(404).render('error', { title: 'No such course', detail: '' });
  audit(req, 'course.price', String(id));
  res.redirect(303, '/catalogue');
};

exports.issueVoucher = function (req, res) {
  const { cents } = parse(Amount, req.body);
  const code = token();
  payments.addVoucher(code, cents);
  audit(req, 'voucher.issued', String(cents));
  res.type('text/plain').send(code);
};

exports.exportMembers = async function (req, res) {
  const rows = await users.page(1000, 0);
  audit(req, 'members.exported', String(rows.length));
  res.attachment('members.csv').type('text/csv');
  res.send('name,email,phone,card\r\n' + rows.map((row) => [row.name, row.email, row.phone, row.card].map(cell).join(',')).join('\r\n'));
};
