'use strict';

const crypto = require('crypto');
const fs = require('fs');
const path = require('path');
const { pipeline } = require('stream');
const config = require('../config');
const materials = require('../data/materials-dao');
const { pageOf } = require('../lib/validators');

const MAX_FILES = 100;
const KINDS = [
  { type: 'image/png', extension: '.png', bytes: Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]) },
  { type: 'image/jpeg', extension: '.jpg', bytes: Buffer.from([0xff, 0xd8, 0xff]) },
  { type: 'application/pdf', extension: '.pdf', bytes: Buffer.from('%PDF-') },
];

exports.list = function (req, res) {
  const page = pageOf({ page: req.query.page });
  res.render('materials', { title: 'Materials', rows: materials.of(req.user._id, config.pageSize, (page - 1) * config.pageSize) });
};

/** The content decides what a file is, and the name on the disk is ours. */
exports.add = function (req, res, next) {
  const kind = req.file && KINDS.find(({ bytes }) => req.file.buffer.subarray(0, bytes.length).equals(bytes));
  if (!kind) return res.status(415).render('error', { title: 'Only PNG, JPEG and PDF files are taken', detail: '' });
  if (materials.count(req.user._id) >= MAX_FILES) return res.status(409).render('error', { title: 'There is no room for more files', detail: '' });
  const id = crypto.randomUUID();
  const file = path.join(config.uploadDir, id);
  fs.writeFile(file, req.file.buffer, { mode: 0o600, flag: 'wx' }, function (err) {
    if (err) return next(err);
    materials.add({ id, ownerId: req.user._id, name: 'material-' + id.slice(0, 8) + kind.extension, path: file, type: kind.type, size: req.file.size });
    req.flash('The file is stored.');
    res.redirect(303, '/materials');
  });
};

exports.show = function (req, res, next) {
  const material = materials.byId(req.params.id, req.user._id);
  if (!material) return res.status(404).render('error', { title: 'No such file', detail: '' });
  res.attachment(path.basename(material.name));
  res.setHeader('Content-Length', material.size);
  pipeline(fs.createReadStream(material.path), res, (err) => err && next(err));
};
