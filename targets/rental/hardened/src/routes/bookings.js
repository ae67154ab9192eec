'use strict';

const crypto = require('crypto');
const express = require('express');
const fs = require('fs').promises;
const path = require('path');
const multer = require('multer');
const config = require('../config');
const { wrap, badRequest, notFound } = require('../lib/errors');
const { paging, envelope } = require('../lib/paging');
const { kindOf } = require('../lib/file-kind');
const { authenticate, personOnly } = require('../middleware/auth');
const service = require('../services/bookings');
const repo = require('../repositories/bookings');
const { Attachment } = require('../db/models');

const bookings = express.Router();
const attachments = express.Router();

bookings.use(authenticate, personOnly);
attachments.use(authenticate, personOnly);

bookings.get('/', wrap(async (req, res) => {
  const page = paging(req.query);
  res.json(envelope(await repo.ofUser(req.user.id, page), page));
}));

bookings.post('/', wrap(async (req, res) => {
  if (req.body.note !== undefined && (typeof req.body.note !== 'string' || req.body.note.length > 1000)) throw badRequest('note is a text');
  res.status(201).json(await service.book(req.user.id, req.body));
}));

bookings.get('/:id', wrap(async (req, res) => res.json(await service.loadVisible(req.params.id, req.user))));
bookings.patch('/:id', wrap(async (req, res) => res.json(await service.reschedule(req.params.id, req.user, req.body))));
bookings.post('/:id/cancel', wrap(async (req, res) => res.json(await service.cancel(req.params.id, req.user))));

const upload = multer({ storage: multer.memoryStorage(), limits: { fileSize: 5 * 1024 * 1024, files: 1, fields: 5 } });

function describe(file) {
  const kind = kindOf(file.buffer);
  if (!kind) throw badRequest('Pictures (PNG, JPEG) and PDF only');
  return { ext: `.${kind.ext}`, mime: kind.mime };
}

const oneFile = (req, res, next) => upload.single('file')(req, res, (error) => next(error ? badRequest('The file was not accepted') : undefined));

const view = (row) => ({ id: row.id, bookingId: row.bookingId, fileName: row.fileName, mime: row.mime, size: row.size });

bookings.post('/:id/attachments', oneFile, wrap(async (req, res) => {
  const booking = await service.loadOwn(req.params.id, req.user);
  if (!req.file) throw badRequest('file is missing or of a wrong kind');
  const { ext, mime } = describe(req.file);
  const storedName = `${crypto.randomUUID()}${ext}`;
  await fs.mkdir(config.uploadsDir, { recursive: true });
  await fs.writeFile(path.join(config.uploadsDir, storedName), req.file.buffer);
  const row = await Attachment.create({
    bookingId: booking.id, userId: req.user.id, fileName: path.basename(req.file.originalname).slice(0, 120), storedName, mime, size: req.file.size,
  });
  res.status(201).json(view(row));
}));

const load = async (req) => {
  const row = await Attachment.findByPk(req.params.id);
  if (!row) throw notFound('Attachment');
  return row;
};

attachments.get('/:id/content', wrap(async (req, res, next) => {
  const row = await load(req);
  await service.loadVisible(row.bookingId, req.user);
  const file = path.join(config.uploadsDir, row.storedName);
  res.type(row.mime);
  res.attachment(row.fileName.replace(/[^\w. -]/g, '_'));
  res.type(row.mime);
  res.sendFile(file, { cacheControl: false }, (error) => (error ? next(notFound('Attachment')) : undefined));
}));

attachments.delete('/:id', wrap(async (req, res) => {
  const row = await load(req);
  service.assertCanTouch(row, req.user);
  await fs.rm(path.join(config.uploadsDir, row.storedName), { force: true });
  await row.destroy();
  res.status(204).end();
}));

module.exports = { bookings, attachments };
