import { createHash, randomBytes } from 'node:crypto';
import { Router } from 'express';
import { config } from '../config.js';
import { db } from '../db.js';
import { csrf, csrfToken, done, enabled, limits, localPath, Refusal, signedIn } from '../guards.js';
import * as input from '../input.js';
import { log } from '../log.js';
import { sendMail } from '../mailer.js';
import { hashPassword, verifyPassword } from '../passwords.js';
import { endSessionsOf } from '../session-store.js';

export const entry = Router();
const sha = (value) => createHash('sha256').update(value).digest('hex');
const HANDLE = /^[a-z0-9][a-z0-9_]{2,29}$/i;

const regenerate = (req) => new Promise((resolve, reject) => req.session.regenerate((error) => (error ? reject(error) : resolve())));

entry.get('/register', (_req, res) => res.render('register'));

entry.post('/register', limits.signup, async (req, res) => {
  if (!enabled('signup')) throw new Refusal(403, 'Registration is closed');
  const handle = input.text(req.body, 'handle', { pattern: HANDLE });
  const email = input.email(req.body);
  const hash = await hashPassword(input.password(req.body));
  // Handles are shown on every page, so a taken one may be named; addresses are not.
  if (db.prepare('select 1 from readers where handle = ?').get(handle)) throw new Refusal(409, 'This handle is taken');
  try {
    db.prepare('insert into readers (handle, email, password_hash) values (?, ?, ?)').run(handle, email, hash);
  } catch (error) {
    if (error.code !== 'SQLITE_CONSTRAINT_UNIQUE') throw error;
    if (error.message.endsWith('readers.handle')) throw new Refusal(409, 'This handle is taken');
    sendMail(email, 'You already have an account', 'Somebody tried to register with your address.')
      .catch((reason) => log.error({ err: reason }, 'mail not spooled'));
  }
  return done(req, res, '/login', { next: '/login' }, 201);
});

entry.get('/login', (req, res) => res.render('login', { next: localPath(req.query.next) }));

entry.post('/login', limits.address, limits.account, async (req, res) => {
  const email = input.email(req.body);
  const given = input.secret(req.body);
  const row = db.prepare('select id, password_hash, suspended from readers where email = ?').get(email);
  if (!(await verifyPassword(given, row?.password_hash)) || row.suspended) {
    log.warn({ event: 'login.failed', account: row?.id, ip: req.ip }, 'sign in refused');
    throw new Refusal(401, 'The address or the password is wrong');
  }
  await regenerate(req);
  req.session.readerId = row.id;
  req.session.since = Date.now();
  return done(req, res, localPath(req.body.next), { csrf: csrfToken(req) });
});

entry.post('/logout', signedIn, csrf, (req, res, next) => {
  req.session.destroy((error) => {
    if (error) return next(error);
    res.clearCookie('sid', { path: '/' });
    return done(req, res, '/');
  });
});

/** What a client of the API needs before it can change anything. */
entry.get('/session', signedIn, (req, res) => {
  const { id, handle, email, role } = req.reader;
  res.json({ reader: { id, handle, email, role }, csrf: csrfToken(req) });
});

entry.get('/forgot', (_req, res) => res.render('forgot'));

entry.post('/forgot', limits.address, limits.mails, (req, res) => {
  const email = input.email(req.body);
  setImmediate(() => startReset(email).catch((error) => log.error({ err: error }, 'reset mail failed')));
  return done(req, res, '/login', { message: 'If the address is known, a mail is on its way' }, 202);
});

async function startReset(email) {
  const row = db.prepare('select id, email from readers where email = ? and suspended = 0').get(email);
  if (!row) return;
  const token = randomBytes(32).toString('base64url');
  db.prepare(`insert into resets (reader_id, digest, expires_at) values (?, ?, ?)
    on conflict (reader_id) do update set digest = excluded.digest, expires_at = excluded.expires_at`)
    .run(row.id, sha(token), Date.now() + 1_800_000);
  await sendMail(row.email, 'Reset your password', new URL(`/reset/${token}`, config.publicUrl).href);
}

// The token moves from the address bar into the session at once, so it is in no Referer.
entry.get('/reset/:token', limits.address, (req, res) => {
  req.session.reset = sha(req.params.token);
  res.redirect(303, '/reset');
});
entry.get('/reset', (_req, res) => res.render('reset'));

entry.post('/reset', limits.address, async (req, res) => {
  const hash = await hashPassword(input.password(req.body));
  const digest = typeof req.body.token === 'string' ? sha(req.body.token) : req.session.reset;
  const spent = db.prepare('delete from resets where digest = ? and expires_at > ? returning reader_id').get(digest ?? '', Date.now());
  if (!spent) throw new Refusal(400, 'This link is no longer valid');
  db.prepare('update readers set password_hash = ? where id = ?').run(hash, spent.reader_id);
  endSessionsOf(spent.reader_id);
  log.info({ event: 'password.reset', account: spent.reader_id }, 'password replaced');
  await regenerate(req);
  return done(req, res, '/login');
});
