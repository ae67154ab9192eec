'use strict';

const db = require('./sql');

exports.add = function (ownerId, file) {
  return db.prepare('INSERT INTO materials (owner_id, name, path, type) VALUES (?, ?, ?, ?)').run(ownerId, file.originalname, file.path, file.mimetype).lastInsertRowid;
};

exports.of = function (ownerId) {
  return db.prepare('SELECT id, name, type FROM materials WHERE owner_id = ?').all(ownerId);
};

exports.byId = function (id, ownerId) {
  return db.prepare('SELECT * FROM materials WHERE id = ? AND owner_id = ?').get(Number(id), ownerId);
};
