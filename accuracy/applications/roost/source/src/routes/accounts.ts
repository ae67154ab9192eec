import { randomUUID } from 'node:crypto';
import Router from '@koa/router';
import { config } from '../config.ts';
import { equal, hashPassword, parseToken, splitToken, verifyPassword } from '../crypto.ts';
import { db } from '../db.ts';
import { authenticated, feature, isConstraint, limiter, notFound, parse, Refused, type Context, type User } from '../http.ts';
import { log } from '../log.ts';
import { sendMail } from '../mailer.ts';
import * as schemas from '../schemas.ts';

export const accounts = new Router({ prefix: '/v1' });

const MINUTE = 60_000;
const LIFETIME = { session: 12 * 60 * MINUTE, recovery: 30 * MINUTE, feed: 365 * 24 * 60 * MINUTE };

const statements = {
  issue: db.prepare('insert into tokens (selector, purpose, hash, user_id, agent, expires_at) values (?, ?, ?, ?, ?, ?)'),
  expire: db.prepare('delete from tokens where expires_at < ?'),
  drop: db.prepare('delete from tokens where user_id = ? and purpose = ?'),
  dropAll: db.prepare('delete from tokens where user_id = ?'),
  end: db.prepare("delete from tokens where selector = ? and user_id = ? and purpose = 'session'"),
  setPassword: db.prepare('update users set password_hash = ? where id = ?'),
};

export function issue(userId: string, purpose: keyof typeof LIFETIME, agent = ''): string {
  const { selector, hash, token } = splitToken();
  statements.expire.run(Date.now());
  statements.issue.run(selector, purpose, hash, userId, agent.slice(0, 200), Date.now() + LIFETIME[purpose]);
  return token;
}

export const dropTokens = (userId: string, purpose: keyof typeof LIFETIME) => statements.drop.run(userId, purpose);

const replacePassword = db.transaction((userId: string, hash: string) => {
  statements.setPassword.run(hash, userId);
  statements.dropAll.run(userId);
});

const spray = limiter({ max: 300, windowMs: 15 * MINUTE });
const perAccount = limiter({ failuresOnly: true, max: 10, windowMs: 15 * MINUTE, key: (ctx) => `${ctx.ip}|${String(ctx.request.body?.email ?? '').slice(0, 254).toLowerCase()}` });
const perUser = limiter({ max: 10, windowMs: 15 * MINUTE, key: (ctx) => ctx.state.user.id });
const mails = limiter({ max: 5, windowMs: 15 * MINUTE, key: (ctx) => String(ctx.request.body?.email ?? '').slice(0, 254).toLowerCase() });
const payments = limiter({ max: 60, windowMs: 60 * MINUTE, key: (ctx) => ctx.state.user.id });
const signup = limiter({ max: 60, windowMs: 60 * MINUTE });

accounts.post('/accounts', signup, feature('registration'), async (ctx: Context) => {
  const input = parse(schemas.account, ctx.request.body);
  const hash = await hashPassword(input.password);
  try {
    db.prepare('insert into users (id, email, name, password_hash) values (?, ?, ?, ?)').run(randomUUID(), input.email, input.name, hash);
  } catch (error) {
    if (!isConstraint(error)) throw error;
    // The owner of the address is told; the caller sees the usual answer.
    sendMail(input.email, 'You already have an account', 'Somebody tried to register with your address.')
      .catch((reason) => log.error({ err: reason }, 'mail not spooled'));
  }
  ctx.status = 201;
  ctx.body = { status: 'registered' };
});

accounts.post('/sessions', spray, perAccount, async (ctx: Context) => {
  const input = parse(schemas.credentials, ctx.request.body);
  const row = db.prepare('select id, password_hash, suspended from users where email = ?').get(input.email) as
    { id: string; password_hash: string; suspended: number } | undefined;
  const matches = await verifyPassword(input.password, row?.password_hash);
  if (!row || !matches || row.suspended) {
    log.warn({ event: 'login.failed', account: row?.id, ip: ctx.ip }, 'sign in refused');
    throw new Refused(401, 'invalid_credentials');
  }
  ctx.set('Cache-Control', 'no-store');
  ctx.status = 201;
  ctx.body = { token: issue(row.id, 'session', ctx.get('user-agent')), expiresIn: LIFETIME.session / 1000 };
});

accounts.post('/recovery', spray, mails, async (ctx: Context) => {
  const { email } = parse(schemas.recovery, ctx.request.body);
  setImmediate(() => startRecovery(email).catch((error) => log.error({ err: error }, 'recovery mail failed')));
  ctx.status = 202;
  ctx.body = { status: 'accepted' };
});

async function startRecovery(email: string): Promise<void> {
  const row = db.prepare('select id from users where email = ? and suspended = 0').get(email) as { id: string } | undefined;
  if (!row) return;
  dropTokens(row.id, 'recovery');
  const link = new URL('/recover', config.PUBLIC_URL);
  link.hash = issue(row.id, 'recovery');
  await sendMail(email, 'Choose a new password', link.href);
}

const spend = db.prepare(`delete from tokens where selector = ? and purpose = 'recovery' and expires_at > ? returning hash, user_id`);

accounts.put('/recovery', spray, async (ctx: Context) => {
  const input = parse(schemas.renewal, ctx.request.body);
  const parsed = parseToken(input.token);
  // Spent by the attempt: whoever knows the selector only cannot try verifiers.
  const row = parsed && (spend.get(parsed.selector, Date.now()) as { hash: Buffer; user_id: string } | undefined);
  if (!row || !equal(row.hash, parsed.hash)) throw new Refused(400, 'invalid_token');
  replacePassword(row.user_id, await hashPassword(input.password));
  log.info({ event: 'password.reset', account: row.user_id }, 'password replaced');
  ctx.status = 204;
});

accounts.get('/sessions', authenticated, async (ctx: Context) => {
  const rows = db.prepare(`select selector as id, agent, created_at as createdAt from tokens where user_id = ? and purpose = 'session' and expires_at > ? limit 100`)
    .all(ctx.state.user.id, Date.now()) as { id: string }[];
  ctx.body = { items: rows.map((row) => ({ ...row, current: row.id === ctx.state.user.session })) };
});

accounts.delete('/sessions/current', authenticated, async (ctx: Context) => {
  statements.end.run(ctx.state.user.session, ctx.state.user.id);
  ctx.status = 204;
});

accounts.delete('/sessions/:id', authenticated, async (ctx: Context) => {
  if (statements.end.run(ctx.params.id, ctx.state.user.id).changes === 0) throw notFound();
  ctx.status = 204;
});

const meView = ({ id, email, name, role, credits }: User) => ({ id, email, name, role, credits });

accounts.get('/me', authenticated, async (ctx: Context) => { ctx.body = meView(ctx.state.user); });

accounts.patch('/me', authenticated, async (ctx: Context) => {
  const { name } = parse(schemas.profile, ctx.request.body);
  db.prepare('update users set name = ? where id = ?').run(name, ctx.state.user.id);
  ctx.body = meView({ ...ctx.state.user, name });
});

accounts.put('/me/password', authenticated, perUser, async (ctx: Context) => {
  const input = parse(schemas.passwordChange, ctx.request.body);
  const { id } = ctx.state.user;
  const stored = db.prepare('select password_hash from users where id = ?').pluck().get(id) as string;
  if (!(await verifyPassword(input.current, stored))) throw new Refused(403, 'invalid_credentials');
  replacePassword(id, await hashPassword(input.password));
  ctx.body = { token: issue(id, 'session', ctx.get('user-agent')) };
});

const move = db.transaction((from: User, toId: string, amount: number, requestKey: string) => {
  const earlier = db.prepare('select id, to_id, amount from transfers where from_id = ? and request_key = ?').get(from.id, requestKey) as
    { id: string; to_id: string; amount: number } | undefined;
  if (earlier) {
    if (earlier.to_id !== toId || earlier.amount !== amount) throw new Refused(422, 'request_key_reused');
    return earlier.id;
  }
  const paid = db.prepare('update users set credits = credits - @amount where id = @id and credits >= @amount').run({ amount, id: from.id });
  if (paid.changes === 0) throw new Refused(402, 'not_enough_credits');
  db.prepare('update users set credits = credits + ? where id = ?').run(amount, toId);
  const id = randomUUID();
  db.prepare('insert into transfers (id, from_id, to_id, amount, request_key) values (?, ?, ?, ?, ?)').run(id, from.id, toId, amount, requestKey);
  return id;
});

accounts.post('/transfers', feature('transfers'), authenticated, payments, async (ctx: Context) => {
  const input = parse(schemas.transfer, ctx.request.body);
  const me = ctx.state.user as User;
  // Members hand out their id for this; an address would let anybody ask who is a member.
  const to = db.prepare('select id from users where id = ? and suspended = 0').pluck().get(input.to) as string | undefined;
  if (!to || to === me.id) throw new Refused(422, 'no_such_recipient');
  ctx.status = 201;
  ctx.body = { id: move.immediate(me, to, input.amount, input.requestKey), amount: input.amount };
});
