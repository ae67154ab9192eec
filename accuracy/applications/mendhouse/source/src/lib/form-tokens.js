import { createHmac, timingSafeEqual } from 'node:crypto';
import { parseCookie } from './cookies.js';
import { Problem } from './problems.js';
import { freshToken } from './secrets.js';

const VISIT = '__Host-visit';
const reading = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Each form carries a code over the session it was drawn for (or over the visit, before anybody signed in). */
export function formTokens(key) {
  const codeFor = (seed) => createHmac('sha256', key).update(`form:${seed}`).digest();
  return (req, res, next) => {
    let visit = parseCookie(req, VISIT);
    if (!visit && !req.sessionToken) {
      visit = freshToken();
      res.cookie(VISIT, visit, { httpOnly: true, secure: true, sameSite: 'strict', path: '/' });
    }
    const expected = codeFor(req.sessionToken ?? visit);
    res.locals.formToken = expected.toString('base64url');
    if (reading.has(req.method)) return next();
    const sent = req.get('x-form-token') ?? req.body?.formToken;
    const given = Buffer.from(typeof sent === 'string' ? sent : '', 'base64url');
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
      throw new Problem(403, 'This form is too old. Please load the page again.');
    }
    next();
  };
}
