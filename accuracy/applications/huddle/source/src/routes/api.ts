import { createHash } from 'node:crypto';
import { Router } from 'express';
import { z } from 'zod';
import { COOKIE, cookieOptions, limit } from '../http/guards.js';
import { openRoute, params, roomParams, route } from '../http/route.js';
import type { Realtime } from '../realtime.js';
import * as accounts from '../services/accounts.js';
import * as files from '../services/files.js';
import * as rooms from '../services/rooms.js';
import { sessions } from '../services/sessions.js';

const email = z.string().trim().toLowerCase().pipe(z.email().max(254));
const password = z.string().min(12).max(128);
const body = z.string().trim().min(1).max(4000);
const messageId = z.string().regex(/^\d{1,18}$/).transform(BigInt);
const fileName = z.string().trim().min(1).max(120).regex(/^[^\p{Cc}/\\]+$/u);

const Login = z.object({ body: z.strictObject({ email, password: z.string().min(1).max(128) }) });
const PasswordChange = z.object({ body: z.strictObject({ current: z.string().max(128), next: password }) });
const History = roomParams.extend({
  query: z.strictObject({ before: messageId.optional(), take: z.coerce.number().int().min(1).max(100).default(50) }),
});
const Search = z.object({
  query: z.strictObject({ q: z.string().min(2).max(100), sort: z.enum(['relevance', 'newest']).default('relevance') }),
});

export function apiRouter(realtime: Realtime): Router {
  const router = Router();

  router.post('/login', limit('login', 20), openRoute(Login, async ({ body: credentials }, { res }) => {
    const userId = await accounts.checkLogin(credentials.email, credentials.password);
    const { token, csrf } = await sessions.create(userId);
    res.cookie(COOKIE, token, { ...cookieOptions, maxAge: 7 * 86_400_000 });
    return { csrf };
  }));

  router.get('/session', route(z.object({}), async (_input, { session }) => ({ userId: session.userId, csrf: session.csrf })));

  router.post('/logout', route(z.object({}), async (_input, { session, res }) => {
    await sessions.end(session);
    realtime.disconnectSession(session);
    res.clearCookie(COOKIE, cookieOptions);
  }));

  router.post('/password', limit('password', 5), route(PasswordChange, async (input, { session, res }) => {
    await accounts.changePassword(session.userId, input.body.current, input.body.next);
    await sessions.endAll(session.userId);
    realtime.disconnectUser(session.userId);
    res.clearCookie(COOKIE, cookieOptions);
  }));

  router.get('/rooms', route(z.object({}), async (_input, { session, req, res }) => {
    const list = await rooms.listRooms(session.userId);
    const etag = `"${createHash('md5').update(JSON.stringify(list)).digest('base64url')}"`;
    res.set({ ETag: etag, 'Cache-Control': 'private, no-cache' });
    if (req.get('if-none-match') === etag) {
      res.status(304).end();
      return undefined;
    }
    return list;
  }));

  router.post('/rooms', limit('rooms', 10), route(
    z.object({ body: z.strictObject({ name: z.string().trim().min(1).max(80) }) }),
    async (input, { session }) => rooms.createRoom(session.userId, input.body.name),
  ));

  router.get('/rooms/:roomId/messages', route(History, async (input, { session }) =>
    rooms.history(session.userId, input.params.roomId, input.query.before, input.query.take),
  ));

  router.patch('/rooms/:roomId/messages/:id', route(
    params({ roomId: z.uuid(), id: messageId }).extend({ body: z.strictObject({ body }) }),
    async (input, { session }) => {
      const changed = await rooms.edit(session.userId, input.params.roomId, input.params.id, input.body.body);
      realtime.publish(input.params.roomId, 'message:edited', changed);
      return changed;
    },
  ));

  router.post('/rooms/:roomId/members', limit('invite', 30), route(
    roomParams.extend({ body: z.strictObject({ email }) }),
    async (input, { session }) => rooms.invite(session.userId, input.params.roomId, input.body.email),
  ));

  router.delete('/rooms/:roomId/members/:userId', route(
    params({ roomId: z.uuid(), userId: z.uuid() }),
    async (input, { session }) => {
      await rooms.remove(session.userId, input.params.roomId, input.params.userId);
      realtime.evict(input.params.roomId, input.params.userId);
    },
  ));

  router.get('/search', limit('search', 30), route(Search, async ({ query }, { session }) =>
    rooms.search(session.userId, query.q, query.sort, 50),
  ));

  router.post('/rooms/:roomId/files', limit('files', 30), route(
    roomParams.extend({ body: z.strictObject({ name: fileName, mediaType: z.enum(files.MEDIA_TYPES) }) }),
    async (input, { session }) => files.prepareUpload(session.userId, input.params.roomId, input.body.name, input.body.mediaType),
  ));

  router.get('/files/:fileId', route(params({ fileId: z.uuid() }), async (input, { session, res }) => {
    const target = await files.downloadUrl(session.userId, input.params.fileId);
    res.set('Cache-Control', 'no-store').redirect(303, target);
  }));

  return router;
}
