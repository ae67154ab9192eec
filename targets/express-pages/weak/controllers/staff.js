'use strict';

const users = require('../data/users-dao');
const courses = require('../data/courses-dao');

exports.users = async function (req, res) {
  res.render('users', { title: 'Members', rows: await users.all() });
};

exports.disable = async function (req, res) {
  const user = await users.findById(req.params.id);
  if (!user) return res.status(404).render('error', { title: 'No such member', detail: '' });
  user.disabled = true;
  await users.save(user);
  res.redirect('/staff/users');
};

exports.setPrice = function (req, res) {
  courses.setPrice(Number(req.params.id), Number(req.body.cents));
  res.redirect('/catalogue');
};

exports.exportMembers = async function (req, res) {
  const rows = await users.all();
  res.type('text/csv').send('name,email,phone,card\n' + rows.map((row) => [row.name, row.email, row.phone, row.card].join(',')).join('\n'));
};

exports.courses = function (req, res) {
  res.render('category', { title: 'All courses', rows: courses.everything('title') });
};
