import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from '@sinclair/typebox';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { trusted, Types } from 'mongoose';
import { Secret, TOTP } from 'otpauth';
import { Refusal } from '../lib/result.js';
import { digest, fresh, hashPassword, passwordFits } from '../lib/secrets.js';
import { Audits, Links, Logins, Users } from '../models/index.js';
import { actorIn } from '../plugins/access.js';

const COOKIE = '__Secure-refresh';
const LIFETIME_MS = 14 * 24 * 3_600_000;
const Email = Type.String({ format: 'email', maxLength: 254 });
const Password = Type.String({ minLength: 12, maxLength: 128 });
const Code = Type.String({ pattern: '^\\d{6}$' });
const Token = Type.Object({ token: Type.String({ pattern: '^[\\w-]{43}$' }) });
const open = { rule: 'open' } as const;
const door = { ...open, rateLimit: { max: 30, timeWindow: '15 minutes' } };

const tooPlain = (password: string) => new Set(password).size < 7 || /^\d+$/.test(password);
const totpOf = (secret: string) => new TOTP({ issuer: 'Wingbeat', secret: Secret.fromBase32(secret) });

const routes: FastifyPluginAsyncTypebox = async (app) => {
  const { config, redis, mailer, seal } = app.wingbeat;

  /** A second fence, by address of the person; it stands in Redis, for all processes. */
  async function knock(name: string, subject: string, most: number) {
    const key = `knock:${name}:${digest(subject.toLowerCase())}`;
    const used = await redis.incr(key);
    if (used === 1) await redis.expire(key, 900);
    if (used > most) throw new Refusal('full');
  }

  function handOut(reply: FastifyReply, user: Types.ObjectId, login: Types.ObjectId, token: string, expiresAt: Date) {
    reply.setCookie(COOKIE, token, { path: '/session', httpOnly: true, secure: true, sameSite: 'strict', expires: expiresAt });
    return { access: app.issueAccess(user, login), seconds: 600 };
  }

  async function ourPage(request: FastifyRequest) {
    if (request.headers.origin !== config.origin) throw new Refusal('forbidden');
  }

  async function secondFactor(id: Types.ObjectId, sealed: string | null | undefined, code: string | undefined) {
    if (!sealed) return true;
    const totp = totpOf(seal.open(sealed));
    const drift = code ? totp.validate({ token: code, window: 1 }) : null;
    if (drift === null) return false;
    const counter = totp.counter() + drift;
    const moved = await Users.updateOne({ _id: id, totpCounter: trusted({ $lt: counter }) }, { $set: { totpCounter: counter } });
    return moved.modifiedCount === 1;
  }

  async function sendLink(user: { _id: Types.ObjectId; email: string; name: string }, purpose: 'confirm' | 'reset') {
    const token = fresh();
    await Links.deleteMany({ user: user._id, purpose });
    await Links.create({ user: user._id, purpose, digest: digest(token), expiresAt: new Date(Date.now() + (purpose === 'reset' ? 1_800_000 : 86_400_000)) });
    mailer.post(user.email, purpose, { name: user.name, token });
  }

  async function takeLink(token: string, purpose: 'confirm' | 'reset') {
    const link = await Links.findOneAndDelete({ digest: digest(token), purpose }).lean();
    if (!link || link.expiresAt.getTime() < Date.now()) throw new Refusal('missing');
    return link.user;
  }

  app.post('/account', { config: door, schema: { body: Type.Object({ email: Email, name: Type.String({ minLength: 1, maxLength: 80 }), password: Password }) } }, async (request, reply) => {
    const { email, name, password } = request.body;
    await knock('join', email, 4);
    if (tooPlain(password)) throw new Refusal('invalid');
    const hashed = await hashPassword(password);
    const known = await Users.findOne({ email: email.toLowerCase() }).select('name').lean();
    if (known) mailer.post(email, 'known', { name: known.name });
    else await sendLink(await Users.create({ email, name, password: hashed }), 'confirm');
    return reply.code(202).send();
  });

  app.post('/account/confirm', { config: door, schema: { body: Token } }, async (request, reply) => {
    await Users.updateOne({ _id: await takeLink(request.body.token, 'confirm') }, { $set: { confirmed: true } });
    return reply.code(204).send();
  });

  app.post('/account/forgotten', { config: door, schema: { body: Type.Object({ email: Email }) } }, async (request, reply) => {
    await knock('forgotten', request.body.email, 3);
    setImmediate(async () => {
      try {
        const user = await Users.findOne({ email: request.body.email.toLowerCase(), suspended: false }).select('email name').lean();
        if (user) await sendLink(user, 'reset');
      } catch (err) {
        app.log.warn({ err }, 'reset link was not made');
      }
    });
    return reply.code(202).send();
  });

  app.post('/account/reset', { config: door, schema: { body: Type.Composite([Token, Type.Object({ password: Password })]) } }, async (request, reply) => {
    if (tooPlain(request.body.password)) throw new Refusal('invalid');
    const password = await hashPassword(request.body.password);
    const user = await takeLink(request.body.token, 'reset');
    await Users.updateOne({ _id: user }, { $set: { password } });
    await Logins.deleteMany({ user });
    app.forgetActor(user);
    await Audits.create({ actor: user, deed: 'password.reset', thing: 'account' });
    return reply.code(204).send();
  });

  app.get('/account', { config: { rule: 'signed-in' } }, async (request) => {
    const user = await Users.findById(actorIn(request).id).select('email name').lean();
    return { email: user?.email, name: user?.name };
  });

  const PROPOSAL_MS = 600_000;

  /** What was proposed comes back sealed, so nobody chooses the secret but us. */
  app.post('/account/totp', { config: { rule: 'signed-in' } }, async (request) => {
    const secret = new Secret({ size: 20 }).base32;
    return { secret, proposal: seal.close(JSON.stringify([actorIn(request).id.toHexString(), Date.now() + PROPOSAL_MS, secret])) };
  });

  function proposed(sealed: string, id: Types.ObjectId): string {
    try {
      const [owner, until, secret] = JSON.parse(seal.open(sealed)) as [string, number, string];
      if (owner === id.toHexString() && until > Date.now()) return secret;
    } catch {
      throw new Refusal('invalid');
    }
    throw new Refusal('invalid');
  }

  app.put(
    '/account/totp',
    { config: { rule: 'signed-in' }, schema: { body: Type.Object({ proposal: Type.String({ pattern: '^[\\w-]{40,400}$' }), code: Code }) } },
    async (request, reply) => {
      const { id } = actorIn(request);
      await knock('totp', id.toHexString(), 10);
      const secret = proposed(request.body.proposal, id);
      const totp = totpOf(secret);
      const drift = totp.validate({ token: request.body.code, window: 1 });
      if (drift === null) throw new Refusal('invalid');
      const user = await Users.findById(id).select('+totp');
      if (!user || user.totp) throw new Refusal('conflict');
      await Users.updateOne({ _id: id, totp: null }, { $set: { totp: seal.close(secret), totpCounter: totp.counter() + drift } });
      await Audits.create({ actor: id, deed: 'totp.enrolled', thing: 'account' });
      return reply.code(204).send();
    },
  );

  app.post(
    '/session',
    { config: door, schema: { body: Type.Object({ email: Email, password: Type.String({ maxLength: 128 }), code: Type.Optional(Code) }) } },
    async (request, reply) => {
      const { email, password, code } = request.body;
      await knock('door', email, 8);
      const user = await Users.findOne({ email: email.toLowerCase() }).select('+password +totp').lean();
      const fits = await passwordFits(user?.password, password);
      if (!fits || !user?.confirmed || user.suspended || !(await secondFactor(user._id, user.totp, code))) {
        await Audits.create({ actor: user?._id, deed: 'door.refused', thing: 'session' });
        throw new Refusal('unauthenticated');
      }
      const token = fresh();
      const login = await Logins.create({ user: user._id, digest: digest(token), expiresAt: new Date(Date.now() + LIFETIME_MS) });
      return handOut(reply, user._id, login._id, token, login.expiresAt);
    },
  );

  /** Tokens are changed at each use. One that was changed already ends the whole login. */
  app.post('/session/refresh', { config: { ...open, rateLimit: { max: 120, timeWindow: '15 minutes' } }, preHandler: ourPage }, async (request, reply) => {
    const old = digest(request.cookies[COOKIE] ?? '');
    const token = fresh();
    const login = await Logins.findOneAndUpdate({ digest: old }, { $set: { digest: digest(token), previous: old } }, { new: true }).lean();
    if (!login || login.expiresAt.getTime() < Date.now()) {
      const stolen = await Logins.findOneAndDelete({ previous: old }).lean();
      if (stolen) app.forgetActor(stolen.user);
      throw new Refusal('unauthenticated');
    }
    if (!(await Users.exists({ _id: login.user, suspended: false }))) throw new Refusal('unauthenticated');
    return handOut(reply, login.user, login._id, token, login.expiresAt);
  });

  app.delete('/session', { config: { rule: 'signed-in' } }, async (request, reply) => {
    const actor = actorIn(request);
    await Logins.deleteOne({ _id: actor.login, user: actor.id });
    app.forgetActor(actor.id);
    return reply.clearCookie(COOKIE, { path: '/session', httpOnly: true, secure: true, sameSite: 'strict' }).code(204).send();
  });
};
export default routes;
