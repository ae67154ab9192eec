'use strict';

const db = require('./sql');

const SORTABLE = { title: 'title', price: 'price_cents', start: 'starts_on' };

exports.byId = function (id) {
  return db.prepare('SELECT * FROM courses WHERE id = ?').get(id);
};

exports.byIds = function (ids) {
  return db.prepare('SELECT id, slug, title, starts_on FROM courses WHERE id IN (SELECT value FROM json_each(?))').all(JSON.stringify(ids));
};

exports.bySlug = function (slug) {
  return db.prepare('SELECT * FROM courses WHERE slug = ?').get(slug);
};

/** One page of the catalogue in the order of one of the known columns. */
exports.page = function (sort, limit, offset) {
  const column = Object.hasOwn(SORTABLE, sort) ? SORTABLE[sort] : 'title';
  return db.prepare('SELECT id, slug, title, category, price_cents, starts_on FROM courses ORDER BY ' + column + ' LIMIT ? OFFSET ?').all(limit, offset);
};

exports.search = function (text) {
  return db.prepare("SELECT id, slug, title FROM courses WHERE title LIKE '%' || ? || '%' LIMIT 20").all(text);
};

exports.inCategory = function (category) {
  return db.prepare('SELECT id, slug, title, price_cents FROM courses WHERE category = ? ORDER BY title LIMIT 100').all(category);
};

exports.setPrice = function (id, cents) {
  return db.prepare('UPDATE courses SET price_cents = ? WHERE id = ?').run(cents, id).changes;
};

/** Takes the seats in one step; answers whether there were enough. */
exports.takeSeats = function (id, count) {
  return db.prepare('UPDATE courses SET seats = seats - ? WHERE id = ? AND seats >= ?').run(count, id, count).changes === 1;
};

exports.returnSeats = function (id, count) {
  db.prepare('UPDATE courses SET seats = seats + ? WHERE id = ?').run(count, id);
};

exports.tutor = function (id) {
  return db.prepare('SELECT id, name, about FROM tutors WHERE id = ?').get(id);
};
