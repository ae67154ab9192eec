import { Router } from 'express';
import { z } from 'zod';
import * as input from '../lib/input.js';
import { atTheDoor } from '../lib/limits.js';
import { Problem } from '../lib/problems.js';
import { placeAfterDoor } from '../lib/returns.js';
import { hashPassword, passwordMatches } from '../lib/secrets.js';
import { admit } from '../lib/sessions.js';
import { sql } from '../lib/sql.js';

const Credentials = z.object({ email: input.email, password: z.string().max(128), then: z.string().max(200).optional() });
const Newcomer = z.object({ email: input.email, name: input.line(80), password: input.password });
const Address = z.object({ email: input.email });
const Renewal = z.object({ password: input.password });
const Change = z.object({ current: z.string().max(128), password: input.password });
const Link = z.object({ token: z.string().regex(/^[\w-]{43}$/) });

export function accountRoutes({ db, sessions, post, audit }) {
  const router = Router();
  const byEmail = (email) => db.one(sql`SELECT id, name, email, password, confirmed_at, suspended_at FROM people WHERE email = ${email}`);

  router.get('/door', (req, res) => res.render('door', { then: placeAfterDoor(req.query.then) }));

  router.post('/door', atTheDoor(), async (req, res) => {
    const { email, password, then } = input.read(req.body, Credentials);
    const person = byEmail(email);
    const open = (await passwordMatches(person?.password, password)) && person.confirmed_at && !person.suspended_at;
    if (!open) {
      audit(person?.id ?? null, 'door.refused', 'session');
      throw new Problem(401, 'Address and password do not fit together.');
    }
    sessions.begin(req, res, person.id);
    audit(person.id, 'door.opened', 'session');
    res.redirect(303, placeAfterDoor(then));
  });

  router.post('/leave', admit(), (req, res) => {
    sessions.end(req, res);
    res.redirect(303, '/');
  });

  router.get('/join', (req, res) => res.render('join'));

  router.post('/join', atTheDoor(), async (req, res) => {
    const newcomer = input.read(req.body, Newcomer);
    const hash = await hashPassword(newcomer.password);
    const row = db.one(sql`INSERT INTO people (email, name, password) VALUES (${newcomer.email}, ${newcomer.name}, ${hash})
      ON CONFLICT (email) DO NOTHING RETURNING id, name, email`);
    if (row) post.sendLink(row, 'confirm');
    else post.sendNotice(byEmail(newcomer.email));
    res.render('sent');
  });

  router.get('/confirm/:token', (req, res) => res.render('confirm', { token: input.read(req.params, Link).token }));

  router.post('/confirm/:token', (req, res) => {
    const personId = post.takeLink(input.read(req.params, Link).token, 'confirm');
    if (!personId) throw new Problem(410, 'This link has been used or is too old.');
    db.run(sql`UPDATE people SET confirmed_at = unixepoch() WHERE id = ${personId} AND confirmed_at IS NULL`);
    res.redirect(303, '/door');
  });

  router.get('/forgotten', (req, res) => res.render('forgotten'));

  router.post('/forgotten', atTheDoor(), (req, res) => {
    const person = byEmail(input.read(req.body, Address).email);
    if (person && !person.suspended_at) post.sendLink(person, 'reset');
    res.render('sent');
  });

  router.get('/reset/:token', (req, res) => {
    res.set('Referrer-Policy', 'no-referrer').render('reset', { token: input.read(req.params, Link).token });
  });

  router.post('/reset/:token', atTheDoor(), async (req, res) => {
    const { token } = input.read(req.params, Link);
    const { password } = input.read(req.body, Renewal);
    const hash = await hashPassword(password);
    db.atomically(() => {
      const personId = post.takeLink(token, 'reset');
      if (!personId) throw new Problem(410, 'This link has been used or is too old.');
      db.run(sql`UPDATE people SET password = ${hash} WHERE id = ${personId}`);
      sessions.endAll(personId);
      audit(personId, 'password.reset', `person:${personId}`);
    });
    res.redirect(303, '/door');
  });

  router.post('/password', admit(), atTheDoor(), async (req, res) => {
    const { current, password } = input.read(req.body, Change);
    const stored = db.one(sql`SELECT password FROM people WHERE id = ${req.person.id}`);
    if (!(await passwordMatches(stored.password, current))) throw new Problem(401, 'The current password is another one.');
    db.run(sql`UPDATE people SET password = ${await hashPassword(password)} WHERE id = ${req.person.id}`);
    sessions.endAll(req.person.id);
    sessions.begin(req, res, req.person.id);
    audit(req.person.id, 'password.changed', `person:${req.person.id}`);
    res.redirect(303, '/repairs');
  });

  return router;
}
