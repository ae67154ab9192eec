import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from '@sinclair/typebox';
import argon2 from 'argon2';
import { createHash } from 'node:crypto';
import { signedIn } from '../guards.js';
import { endSession, startSession } from '../sessions.js';

const Login = Type.Object(
  { email: Type.String({ format: 'email', maxLength: 254 }), password: Type.String({ minLength: 1, maxLength: 128 }) },
  { additionalProperties: false },
);

export const authRoutes: FastifyPluginAsyncTypebox = async (app) => {
  const standIn = await argon2.hash('stand-in for unknown accounts');
  const perAccount = app.rateLimit({
    max: 10,
    timeWindow: '15 minutes',
    keyGenerator: (request) => {
      const { email } = request.body as { email: string };
      return `account:${createHash('sha256').update(email.toLowerCase()).digest('hex')}`;
    },
  });

  app.post('/login', {
    schema: { body: Login },
    config: { rateLimit: { max: 20, timeWindow: '1 minute' } },
    preHandler: perAccount,
    handler: async (request, reply) => {
      const email = request.body.email.toLowerCase();
      const [user] = await app.sql<{ id: string; password_hash: string }[]>`
        SELECT id, password_hash FROM users WHERE email = ${email}`;
      const matches = await argon2.verify(user?.password_hash ?? standIn, request.body.password);
      if (!user || !matches) return reply.code(401).send({ error: 'Email or password is wrong' });
      await endSession(app.sql, request, reply);
      await startSession(app.sql, reply, user.id);
      return reply.code(204).send();
    },
  });

  app.post('/logout', { preHandler: signedIn }, async (request, reply) => {
    await endSession(app.sql, request, reply);
    return reply.code(204).send();
  });
};
