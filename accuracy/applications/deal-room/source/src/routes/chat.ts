import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import websocket from '@fastify/websocket';
import { Type } from '@sinclair/typebox';
import { TypeCompiler } from '@sinclair/typebox/compiler';
import type { WebSocket } from 'ws';
import { member, signedIn } from '../guards.js';
import { sessionOf } from '../sessions.js';

const Params = Type.Object({ room: Type.String({ format: 'uuid' }) });
const incoming = TypeCompiler.Compile(Type.Object({ body: Type.String({ minLength: 1, maxLength: 2000 }) }, { additionalProperties: false }));
const PER_MINUTE = 30;
const PER_USER = 5;

const parse = (data: unknown): unknown => {
  try {
    return JSON.parse(String(data));
  } catch {
    return undefined;
  }
};

export const chatRoutes: FastifyPluginAsyncTypebox = async (app) => {
  await app.register(websocket, { options: { maxPayload: 8 * 1024 } });
  const open = new Map<WebSocket, { room: string; userId: string }>();

  app.get('/rooms/:room/chat', { websocket: true, schema: { params: Params }, preHandler: [signedIn, member('read')] }, (socket, request) => {
    const { room } = request.params;
    const { userId } = request;
    if ([...open.values()].filter((peer) => peer.userId === userId).length >= PER_USER) return socket.close(1008, 'Too many connections');
    open.set(socket, { room, userId });
    let sent = 0;
    let alive = true;

    const stillAllowed = async () => {
      if ((await sessionOf(app.sql, request)) !== userId) return false;
      const rows = await app.sql`SELECT 1 FROM members WHERE room_id = ${room} AND user_id = ${userId}`;
      return rows.length === 1;
    };
    const tick = async () => {
      sent = 0;
      if (!alive) return socket.terminate();
      alive = false;
      if (!(await stillAllowed())) return socket.close(1008, 'Signed out');
      socket.ping();
    };
    const timer = setInterval(() => {
      tick().catch(() => socket.close(1011));
    }, 60_000);

    const receive = async (data: unknown) => {
      const message = parse(data);
      if (!incoming.Check(message)) return socket.close(1007, 'Bad message');
      if (++sent > PER_MINUTE) return socket.close(1008, 'Too many messages');
      if (!(await stillAllowed())) return socket.close(1008, 'Signed out');
      await app.sql`INSERT INTO messages (room_id, user_id, body) VALUES (${room}, ${userId}, ${message.body})`;
      const text = JSON.stringify({ from: userId, body: message.body });
      for (const [peer, at] of open) if (at.room === room && peer.readyState === peer.OPEN) peer.send(text);
    };

    socket.on('pong', () => {
      alive = true;
    });
    socket.on('message', (data) => {
      receive(data).catch((error: unknown) => {
        request.log.error({ err: error }, 'chat message failed');
        socket.close(1011);
      });
    });
    socket.on('error', () => socket.terminate());
    socket.on('close', () => {
      clearInterval(timer);
      open.delete(socket);
    });
  });
};
