'use strict';

const db = require('./sql');
const { where } = require('../lib/where');

const SORTABLE = { title: 'title', price: 'price_cents', start: 'starts_on' };

exports.byId = function (id) {
  return db.prepare('SELECT * FROM courses WHERE id = ?').get(id);
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
  return db.prepare('SELECT id, slug, title, price_cents FROM courses ' + where('category', category)).all();
};

exports.everything = function (order) {
  return db.prepare(`SELECT * FROM courses ORDER BY ${order}`).all();
};

exports.setPrice = function (id, cents) {
  return db.prepare('UPDATE courses SET price_cents = ? WHERE id = ?').run(cents, id);
};

exports.tutor = function (id) {
  return db.prepare('SELECT id, name, about FROM tutors WHERE id = ?').get(id);
};
