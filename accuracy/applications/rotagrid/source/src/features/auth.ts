import { Router, type ErrorRequestHandler } from 'express';
import { Op } from 'sequelize';
import { z } from 'zod';
import { Invitation, Job, User } from '../db/models';
import { sequelize } from '../db/sequelize';
import { endpoint, type Me } from '../http/endpoint';
import { Answer, missing } from '../http/errors';
import { audit } from '../security/audit';
import { csrfToken } from '../security/csrf';
import { doorByAddress, doorByNetwork, letters, secrets } from '../security/limits';
import { digest, fresh, hashPassword, Password, passwordFits } from '../security/passwords';
import { begin, checkPassword, endAllOf } from '../security/session';

const PLACES = { home: '/', rota: '/rota', swaps: '/swaps', team: '/team' } as const;
const Place = z.object({ to: z.enum(['home', 'rota', 'swaps', 'team']).catch('home') });
const Token = z.string().regex(/^[\w-]{43}$/);

export const auth = Router();

auth.get('/csrf', endpoint({ role: 'anybody' }, ({ req }) => ({ token: csrfToken(req) })));

const refused: ErrorRequestHandler = async (error, _req, _res, next) => {
  if (error?.status !== 401 && error?.status !== 400) return next(error);
  await audit(null, 'door.refused', 'session');
  next(new Answer(401, 'no-fit'));
};

auth.post(
  '/sign-in',
  doorByNetwork,
  doorByAddress,
  checkPassword,
  endpoint({ role: 'anybody' }, async ({ req }) => {
    const me = req.user as Me;
    await begin(req, me);
    await audit(me, 'door.opened', 'session');
    return { name: me.name, role: me.role, token: csrfToken(req) };
  }),
  refused,
);

auth.post(
  '/sign-out',
  endpoint({ role: 'worker' }, async ({ req, res }) => {
    await new Promise<void>((resolve, reject) => req.session.destroy((error) => (error ? reject(error) : resolve())));
    res.clearCookie('__Host-rota', { path: '/', httpOnly: true, secure: true, sameSite: 'lax' });
  }),
);

auth.get('/me', endpoint({ role: 'worker' }, ({ me }) => ({ id: me.id, name: me.name, role: me.role })));

auth.get('/go', endpoint({ role: 'anybody', query: Place }, ({ query, res }) => res.redirect(303, PLACES[query.to])));

export async function sendLink(userId: string, email: string, name: string) {
  const token = fresh();
  await sequelize.transaction(async (transaction) => {
    await Invitation.destroy({ where: { userId }, transaction });
    await Invitation.create({ digest: digest(token), userId, expiresAt: new Date(Date.now() + 60 * 60_000) }, { transaction });
    await Job.create({ kind: 'letter', payload: { template: 'link', to: email, name, token }, dueAt: new Date() }, { transaction });
  });
}

auth.post(
  '/forgotten',
  letters,
  endpoint({ role: 'anybody', body: z.object({ email: z.string().trim().toLowerCase().email().max(254) }) }, ({ body, req, res }) => {
    setImmediate(async () => {
      try {
        const user = await User.findOne({ where: { email: body.email, active: true } });
        if (user) await sendLink(user.id, user.email, user.name);
      } catch (err) {
        req.log.warn({ err }, 'link was not made');
      }
    });
    res.status(202).end();
  }),
);

auth.post(
  '/password/new',
  doorByNetwork,
  endpoint({ role: 'anybody', body: z.object({ token: Token, password: Password }) }, async ({ body }) => {
    const password = await hashPassword(body.password);
    const userId = await sequelize.transaction(async (transaction) => {
      const where = { digest: digest(body.token), expiresAt: { [Op.gt]: new Date() } };
      const link = await Invitation.findOne({ where, lock: transaction.LOCK.UPDATE, transaction });
      if (!link) throw missing();
      await link.destroy({ transaction });
      await User.update({ password }, { where: { id: link.userId, active: true }, transaction });
      await audit(null, 'password.chosen', `user:${link.userId}`, transaction);
      return link.userId;
    });
    await endAllOf(userId);
  }),
);

auth.put(
  '/password',
  secrets,
  endpoint({ role: 'worker', body: z.object({ current: z.string().max(128), password: Password }) }, async ({ me, body, req }) => {
    const user = await User.scope('withPassword').findByPk(me.id);
    if (!(await passwordFits(user?.password, body.current))) throw new Answer(403, 'no-fit');
    await User.update({ password: await hashPassword(body.password) }, { where: { id: me.id } });
    await endAllOf(me.id);
    await begin(req, me);
    await audit(me, 'password.changed', `user:${me.id}`);
    return { token: csrfToken(req) };
  }),
);
