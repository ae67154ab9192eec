import { Router } from 'express';
import { db } from '../db.js';
import { adminOnly, done, notFound, Refusal, wantsJson } from '../guards.js';
import * as input from '../input.js';
import { audit, books, reviews } from '../repositories.js';
import { endSessionsOf } from '../session-store.js';

export const admin = Router();
admin.use(adminOnly);

const FLAGS = new Set(['comments', 'avatars', 'signup']);
const SWITCH = new Set(['on', 'off']);

admin.get('/', (req, res) => {
  const { limit, offset } = input.page(req.query);
  const people = db.prepare('select id, handle, email, role, suspended, created_at from readers order by id limit ? offset ?').all(limit, offset);
  const flags = db.prepare('select name, enabled from flags order by name').all();
  return wantsJson(req) ? res.json({ people, flags }) : res.render('admin', { people, flags });
});

admin.post('/books', (req, res) => {
  const book = {
    slug: input.text(req.body, 'slug', { max: 80, pattern: /^[a-z0-9-]+$/ }), title: input.text(req.body, 'title'),
    author: input.text(req.body, 'author'), year: input.integer(req.body, 'year', { min: 1000, max: 2100 }),
  };
  try {
    books.add(book);
  } catch (error) {
    throw String(error.code).startsWith('SQLITE_CONSTRAINT') ? new Refusal(409, 'There is a book of this name') : error;
  }
  audit(req.reader, 'book.add', book.slug);
  return done(req, res, '/admin', {}, 201);
});

admin.post('/readers/:id/suspend', (req, res) => {
  const id = input.id(req.params);
  const suspended = input.choice(req.body, 'state', SWITCH) === 'on' ? 1 : 0;
  const { changes } = db.prepare("update readers set suspended = ? where id = ? and role <> 'admin'").run(suspended, id);
  if (changes === 0) throw notFound();
  endSessionsOf(id);
  audit(req.reader, suspended ? 'reader.suspend' : 'reader.restore', id);
  return done(req, res, '/admin');
});

admin.post('/reviews/:id/hide', (req, res) => {
  const id = input.id(req.params);
  if (!reviews.hide(id, input.choice(req.body, 'state', SWITCH) === 'on')) throw notFound();
  audit(req.reader, 'review.hide', id);
  return done(req, res, '/admin');
});

admin.post('/flags/:name', (req, res) => {
  if (!FLAGS.has(req.params.name)) throw notFound();
  db.prepare('update flags set enabled = ? where name = ?').run(input.choice(req.body, 'state', SWITCH) === 'on' ? 1 : 0, req.params.name);
  audit(req.reader, 'flag', req.params.name);
  return done(req, res, '/admin');
});
