'use strict';

const config = require('../config');
const courses = require('../data/courses-dao');
const { fields, isSlug, pageOf, parse } = require('../lib/validators');
const { etag } = require('../lib/crypto');

exports.list = function (req, res) {
  const page = pageOf({ page: req.query.page });
  const rows = courses.page(String(req.query.sort), config.pageSize, (page - 1) * config.pageSize);
  const state = { page, sort: String(req.query.sort || 'title').slice(0, 20) };
  res.setHeader('ETag', etag(JSON.stringify([rows, state, res.locals.currentUser])));
  res.render('catalogue', { title: 'Courses', rows, state });
};

exports.search = function (req, res) {
  const text = String(req.query.q || '').slice(0, 100);
  res.render('search', { title: 'Search', text, rows: courses.search(text) });
};

exports.category = function (req, res) {
  const name = parse(fields.line(40), String(req.query.name || ''));
  res.render('category', { title: 'Category', rows: courses.inCategory(name) });
};

exports.finder = function (req, res) {
  const term = String(req.query.term || '').slice(0, 60);
  const level = String(req.query.level || '').slice(0, 10);
  res.render('finder', { title: 'Course finder', term, state: { term, level }, rows: courses.search(term) });
};

exports.show = function (req, res) {
  const course = isSlug(req.params.slug) ? courses.bySlug(req.params.slug) : undefined;
  if (!course) return res.status(404).render('error', { title: 'No such course', detail: '' });
  res.render('course', { title: course.title, course });
};

/** Asks the room plan, which answers after a moment. */
exports.availability = function (req, res) {
  setTimeout(function () {
    const course = courses.bySlug(String(req.params.slug));
    res.json({ free: course ? course.seats : 0 });
  }, 150);
};

exports.tutor = function (req, res) {
  const tutor = courses.tutor(Number(req.params.id) || 0);
  if (!tutor) return res.status(404).render('error', { title: 'No such tutor', detail: '' });
  res.render('tutor', { title: tutor.name, tutor });
};
