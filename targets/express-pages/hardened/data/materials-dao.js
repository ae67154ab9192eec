'use strict';

const db = require('./sql');

exports.add = function (material) {
  db.prepare('INSERT INTO materials (id, owner_id, name, path, type, size) VALUES (?, ?, ?, ?, ?, ?)').run(material.id, material.ownerId, material.name, material.path, material.type, material.size);
};

exports.count = function (ownerId) {
  return db.prepare('SELECT COUNT(*) AS n FROM materials WHERE owner_id = ?').get(ownerId).n;
};

exports.of = function (ownerId, limit, offset) {
  return db.prepare('SELECT id, name, type FROM materials WHERE owner_id = ? ORDER BY name LIMIT ? OFFSET ?').all(ownerId, limit, offset);
};

exports.byId = function (id, ownerId) {
  return db.prepare('SELECT * FROM materials WHERE id = ? AND owner_id = ?').get(id, ownerId);
};
