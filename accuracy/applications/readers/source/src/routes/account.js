import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Router } from 'express';
import multer from 'multer';
import sharp from 'sharp';
import { config } from '../config.js';
import { db } from '../db.js';
import { csrf, csrfToken, done, feature, limits, notFound, Refusal, signedIn } from '../guards.js';
import * as input from '../input.js';
import { hashPassword, verifyPassword } from '../passwords.js';
import { readers } from '../repositories.js';
import { endSessionsOf } from '../session-store.js';

mkdirSync(config.uploadDirectory, { recursive: true, mode: 0o750 });
const upload = multer({ storage: multer.memoryStorage(), limits: { fileSize: 2 * 1024 * 1024, files: 1, fields: 4, fieldSize: 1_024, parts: 6 } });
const FORMATS = new Set(['jpeg', 'png', 'webp']);

/** What is stored is drawn anew from the pixels; neither the bytes nor the name of the upload survive. */
async function redraw(buffer) {
  try {
    const image = sharp(buffer, { limitInputPixels: 25_000_000, failOn: 'error' });
    const { format } = await image.metadata();
    if (!FORMATS.has(format)) throw new Error('format');
    return await image.rotate().resize(256, 256, { fit: 'cover' }).webp({ quality: 80 }).toBuffer();
  } catch {
    throw new Refusal(415, 'Please choose a JPEG, PNG or WebP picture');
  }
}

/** Mounted ahead of the urlencoded parser: the token of this form is in its multipart body. */
export const avatars = Router();
avatars.post('/account/avatar', feature('avatars'), signedIn, limits.upload, upload.single('avatar'), csrf, async (req, res) => {
  if (!req.file) throw new Refusal(400, 'Please choose a picture');
  const picture = await redraw(req.file.buffer);
  const name = `${randomBytes(16).toString('hex')}.webp`;
  await writeFile(join(config.uploadDirectory, name), picture, { mode: 0o640, flag: 'wx' });
  readers.setAvatar(req.reader, name);
  if (req.reader.avatar) await unlink(join(config.uploadDirectory, req.reader.avatar)).catch(() => {});
  return done(req, res, '/account', { avatar: `/avatars/${name}` }, 201);
});

avatars.get('/avatars/:name', (req, res, next) => {
  if (!/^[0-9a-f]{32}\.webp$/.test(req.params.name)) throw notFound();
  res.set({ 'Content-Security-Policy': "default-src 'none'; sandbox", 'Cross-Origin-Resource-Policy': 'same-origin' });
  res.type('image/webp').sendFile(req.params.name, { root: config.uploadDirectory, maxAge: '1h', dotfiles: 'deny' }, (error) => {
    if (error && !res.headersSent) next(notFound());
  });
});

export const account = Router();

account.get('/account', signedIn, (req, res) => {
  const { handle, email, bio, website, show_shelves: showShelves } = req.reader;
  res.render('account', { mine: { handle, email, bio, website, showShelves: Boolean(showShelves) } });
});

account.post('/account', signedIn, (req, res) => {
  readers.update(req.reader, {
    bio: input.text(req.body, 'bio', { min: 0, max: 500 }),
    website: input.website(req.body),
    showShelves: ['on', true].includes(req.body.showShelves),
  });
  return done(req, res, '/account');
});

account.post('/account/password', limits.account, signedIn, async (req, res) => {
  const current = input.secret(req.body, 'current');
  const fresh = input.password(req.body, 'password');
  const stored = db.prepare('select password_hash from readers where id = ?').pluck().get(req.reader.id);
  if (!(await verifyPassword(current, stored))) throw new Refusal(403, 'The current password is wrong');
  db.prepare('update readers set password_hash = ? where id = ?').run(await hashPassword(fresh), req.reader.id);
  const { id } = req.reader;
  endSessionsOf(id);
  await new Promise((resolve, reject) => req.session.regenerate((error) => (error ? reject(error) : resolve())));
  req.session.readerId = id;
  req.session.since = Date.now();
  return done(req, res, '/account', { csrf: csrfToken(req) });
});
