'use strict';

const config = require('../config');
const courses = require('../data/courses-dao');
const { isSlug } = require('../lib/validators');
const { lastFilters } = require('../lib/filters');
const { etag } = require('../lib/crypto');

exports.list = function (req, res) {
  const page = Math.max(1, parseInt(req.query.page, 10) || 1);
  const rows = courses.page(String(req.query.sort), config.pageSize, (page - 1) * config.pageSize);
  const state = { page, sort: String(req.query.sort || 'title') };
  res.setHeader('ETag', etag(JSON.stringify(rows)));
  res.render('catalogue', { title: 'Courses', rows, state });
};

exports.search = function (req, res) {
  const text = String(req.query.q || '').slice(0, 100);
  res.render('search', { title: 'Search', text, rows: courses.search(text) });
};

exports.category = function (req, res) {
  res.render('category', { title: 'Category', rows: courses.inCategory(req.query.name) });
};

exports.finder = function (req, res) {
  const filters = lastFilters(req.cookies.filters);
  const term = req.query.term || filters.term || '';
  res.render('finder', { title: 'Course finder', term, state: { term, level: req.query.level } });
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
  }, 400);
};

exports.tutor = function (req, res) {
  const tutor = courses.tutor(Number(req.params.id) || 0);
  if (!tutor) return res.status(404).render('error', { title: 'No such tutor', detail: '' });
  res.render('tutor', { title: tutor.name, tutor });
};
