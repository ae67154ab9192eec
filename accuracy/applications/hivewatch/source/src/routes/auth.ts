import type { FastifyInstance } from 'fastify';
import { checkPassword, hashPassword, newToken, sealBankAccount } from '../lib/crypto.js';
import { type Keeper, Keepers } from '../models.js';
import { keeperOnly, readToken, signAccess, signRefresh } from '../plugins/auth.js';
import { sendMail } from '../services/hooks.js';

const credentials = {
  type: 'object',
  required: ['email', 'password'],
  additionalProperties: false,
  properties: { email: { type: 'string', maxLength: 200 }, password: { type: 'string', minLength: 1, maxLength: 200 } },
} as const;

const emailOnly = {
  type: 'object',
  required: ['email'],
  additionalProperties: false,
  properties: { email: { type: 'string', maxLength: 200 } },
} as const;

export async function authRoutes(app: FastifyInstance) {
  app.post<{ Body: { email: string; password: string } }>(
    '/login',
    { schema: { body: credentials }, config: { rateLimit: false } },
    async (req, reply) => {
      const keeper = await Keepers.findOne({ email: req.body.email.toLowerCase() }).lean<Keeper>();
      if (!keeper || !checkPassword(req.body.password, keeper.passwordHash)) {
        return reply.code(401).send({ error: 'wrong email or password' });
      }
      reply.setCookie('refresh', signRefresh(keeper), { path: '/auth', sameSite: 'lax', maxAge: 14 * 86400 });
      return { token: signAccess(keeper) };
    },
  );

  app.post('/refresh', async (req, reply) => {
    const claims = readToken(req.cookies.refresh ?? '', 'refresh');
    const keeper = claims?.sub ? await Keepers.findById(claims.sub).lean<Keeper>() : null;
    if (!keeper) return reply.code(401).send({ error: 'log in first' });
    return { token: signAccess(keeper) };
  });

  app.post<{ Body: { email: string } }>(
    '/forgot',
    { schema: { body: emailOnly }, config: { rateLimit: { max: 5, timeWindow: '1 hour' } } },
    async (req, reply) => {
      const token = newToken();
      const found = await Keepers.updateOne(
        { email: req.body.email.toLowerCase() },
        { resetToken: token, resetUntil: new Date(Date.now() + 3600_000) },
      );
      if (found.matchedCount) await sendMail(req.body.email, 'reset', token);
      return reply.code(202).send({});
    },
  );

  app.post<{ Body: { token: string; password: string } }>(
    '/reset',
    { config: { rateLimit: { max: 10, timeWindow: '1 hour' } } },
    async (req, reply) => {
      const { token, password } = req.body;
      if (!token || typeof password !== 'string' || password.length < 10) return reply.code(400).send({ error: 'bad request' });
      const done = await Keepers.updateOne(
        { resetToken: token, resetUntil: { $gt: new Date() } },
        { passwordHash: hashPassword(password), $unset: { resetToken: 1 } },
      );
      return reply.code(done.modifiedCount ? 204 : 400).send();
    },
  );

  app.get('/me', { preHandler: keeperOnly }, async (req) => {
    const { _id, name, email, balance } = req.keeper;
    return { id: _id, name, email, balance };
  });

  app.patch<{ Body: Partial<Keeper> }>('/me', { preHandler: keeperOnly }, async (req) => {
    await Keepers.findByIdAndUpdate(req.keeper._id, { $set: req.body });
    return { id: req.keeper._id };
  });

  app.put<{ Body: { account: string } }>('/me/bank-account', { preHandler: keeperOnly }, async (req, reply) => {
    const { account } = req.body;
    if (typeof account !== 'string' || !/^[A-Z]{2}\d{2}[A-Z0-9]{10,30}$/.test(account)) return reply.code(400).send({ error: 'not an account' });
    await Keepers.updateOne({ _id: req.keeper._id }, { $set: { bankAccount: sealBankAccount(account) } });
    return reply.code(204).send();
  });
}
