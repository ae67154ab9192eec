'use strict';

const fs = require('fs');
const path = require('path');
const config = require('../config');
const materials = require('../data/materials-dao');

exports.list = function (req, res) {
  res.render('materials', { title: 'Materials', rows: materials.of(req.user._id) });
};

exports.add = function (req, res) {
  materials.add(req.user._id, req.file);
  req.flash('Stored as /uploads/' + req.file.filename);
  res.redirect('/materials');
};

exports.download = function (req, res) {
  const file = path.join(config.uploadDir, req.query.file);
  const content = fs.readFileSync(file);
  res.type('application/octet-stream').send(content);
};

exports.show = function (req, res) {
  const material = materials.byId(req.params.id, req.user._id);
  if (!material) return res.status(404).render('error', { title: 'No such file', detail: '' });
  res.attachment(path.basename(material.name));
  fs.createReadStream(material.path).pipe(res);
};
