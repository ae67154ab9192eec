import pgSession from 'connect-pg-simple';
import type { RequestHandler } from 'express';
import session from 'express-session';
import passport from 'passport';
import { Strategy } from 'passport-local';
import pg from 'pg';
import { z } from 'zod';
import { config } from '../config';
import { User } from '../db/models';
import { statement } from '../db/raw';
import type { Me } from '../http/endpoint';
import { passwordFits } from './passwords';

const IDLE_MS = 60 * 60_000;
const LONGEST_MS = 12 * 60 * 60_000;

declare module 'express-session' {
  interface SessionData {
    since?: number;
    csrf?: string;
  }
}

export const sessionPool = new pg.Pool({ connectionString: config().DATABASE_URL, max: 5, connectionTimeoutMillis: 3000, statement_timeout: 5000 });

const Credentials = z.object({ email: z.string().trim().toLowerCase().max(254), password: z.string().max(128) });

passport.use(
  new Strategy({ usernameField: 'email', passwordField: 'password' }, async (email: unknown, password: unknown, done) => {
    const given = Credentials.safeParse({ email, password });
    if (!given.success) return done(null, false);
    try {
      const user = await User.scope('withPassword').findOne({ where: { email: given.data.email } });
      const fits = await passwordFits(user?.password, given.data.password);
      done(null, fits && user?.active ? { id: user.id, teamId: user.teamId, role: user.role, name: user.name } : false);
    } catch (error) {
      done(error);
    }
  }),
);
passport.serializeUser((user, done) => done(null, (user as Me).id));
/** Read anew at each request: a changed role or a closed account counts at once. */
passport.deserializeUser(async (id: string, done) => {
  try {
    const user = await User.findOne({ where: { id, active: true }, attributes: ['id', 'teamId', 'role', 'name'] });
    done(null, user ? (user.get({ plain: true }) as Me) : false);
  } catch (error) {
    done(error);
  }
});

const notTooOld: RequestHandler = (req, _res, next) => {
  if (!req.session.since || Date.now() - req.session.since < LONGEST_MS) return next();
  req.session.regenerate(next);
};

export const sessions = (): RequestHandler[] => [
  session({
    name: '__Host-rota',
    secret: config().SESSION_SECRETS,
    store: new (pgSession(session))({ pool: sessionPool, tableName: 'sessions', pruneSessionInterval: 900 }),
    resave: false,
    saveUninitialized: false,
    rolling: true,
    proxy: true,
    cookie: { path: '/', httpOnly: true, secure: true, sameSite: 'lax', maxAge: IDLE_MS },
  }),
  notTooOld,
  passport.session(),
];

export const checkPassword = passport.authenticate('local', { session: false, failWithError: true });

/** `logIn` makes a new session, so one that was planted before the sign-in is worth nothing after it. */
export const begin = (req: Express.Request & { session: session.Session & Partial<session.SessionData> }, me: Me) =>
  new Promise<void>((resolve, reject) => {
    req.logIn(me, (error) => {
      if (error) return reject(error);
      req.session.since = Date.now();
      resolve();
    });
  });

export const endAllOf = (userId: string) => statement().say`DELETE FROM sessions WHERE sess -> 'passport' ->> 'user' = ${userId}`.run();
