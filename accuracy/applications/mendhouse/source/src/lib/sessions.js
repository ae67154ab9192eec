import { parseCookie } from './cookies.js';
import { Problem } from './problems.js';
import { digestOf, freshToken } from './secrets.js';
import { sql } from './sql.js';

const COOKIE = '__Host-mend';
const IDLE = 2 * 60 * 60;
const LONGEST = 14 * 60 * 60;
const cookieOptions = { httpOnly: true, secure: true, sameSite: 'lax', path: '/' };
const now = () => Math.floor(Date.now() / 1000);

export function createSessions(db) {
  const find = (digest) =>
    db.one(sql`SELECT s.seen_at, p.id, p.name, p.email, p.role FROM sessions s JOIN people p ON p.id = s.person_id
      WHERE s.digest = ${digest} AND s.seen_at > ${now() - IDLE} AND s.created_at > ${now() - LONGEST}
        AND p.suspended_at IS NULL AND p.confirmed_at IS NOT NULL`);

  return {
    /** Puts the signed-in person on the request, if there is one. */
    attach(req, res, next) {
      const token = parseCookie(req, COOKIE);
      const digest = token && digestOf(token);
      const found = digest && find(digest);
      req.person = found ? { id: found.id, name: found.name, email: found.email, role: found.role } : null;
      req.sessionToken = found ? token : null;
      if (found && found.seen_at < now() - 60) db.run(sql`UPDATE sessions SET seen_at = ${now()} WHERE digest = ${digest}`);
      res.locals.person = req.person;
      if (found) res.set('Cache-Control', 'private, no-store');
      next();
    },

    begin(req, res, personId) {
      if (req.sessionToken) db.run(sql`DELETE FROM sessions WHERE digest = ${digestOf(req.sessionToken)}`);
      const token = freshToken();
      db.run(sql`INSERT INTO sessions (digest, person_id, created_at, seen_at) VALUES (${digestOf(token)}, ${personId}, ${now()}, ${now()})`);
      res.cookie(COOKIE, token, { ...cookieOptions, maxAge: LONGEST * 1000 });
    },

    end(req, res) {
      if (req.sessionToken) db.run(sql`DELETE FROM sessions WHERE digest = ${digestOf(req.sessionToken)}`);
      res.clearCookie(COOKIE, cookieOptions);
    },

    endAll: (personId) => db.run(sql`DELETE FROM sessions WHERE person_id = ${personId}`),

    sweep: () => db.run(sql`DELETE FROM sessions WHERE seen_at <= ${now() - IDLE} OR created_at <= ${now() - LONGEST}`),
  };
}

const rank = { visitor: 0, mender: 1, steward: 2 };

/** admit('mender'): menders and stewards pass, visitors get 403, strangers are sent to the door. */
export const admit = (least = 'visitor') => (req, res, next) => {
  if (!req.person) {
    if (req.method !== 'GET') throw new Problem(401, 'Please sign in first.');
    return res.redirect(303, `/door?then=${encodeURIComponent(req.originalUrl)}`);
  }
  if (rank[req.person.role] < rank[least]) throw new Problem(403, 'This is not yours to do.');
  next();
};
