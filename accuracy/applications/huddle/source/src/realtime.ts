import type { Server as HttpServer } from 'node:http';
import { createAdapter } from '@socket.io/redis-adapter';
import { Server, type Socket } from 'socket.io';
import { z } from 'zod';
import { env } from './env.js';
import { AppError } from './http/errors.js';
import { COOKIE } from './http/guards.js';
import { logger, redis } from './infra.js';
import * as rooms from './services/rooms.js';
import { sessions, type Session } from './services/sessions.js';

type Ack = (answer: { ok: true; data?: unknown } | { ok: false; error: string }) => void;

const Join = z.strictObject({ roomId: z.uuid() });
const Post = z.strictObject({ roomId: z.uuid(), body: z.string().trim().min(1).max(4000) });
const EVENTS_PER_10S = 40;

const readCookie = (header: string | undefined): string | undefined =>
  header?.split(';').map((part) => part.trim()).find((part) => part.startsWith(`${COOKIE}=`))?.slice(COOKIE.length + 1);

async function throttle(userId: string): Promise<void> {
  const key = `ws:${userId}:${Math.floor(Date.now() / 10_000)}`;
  const replies = await redis.multi().incr(key).expire(key, 20).exec();
  if (Number(replies?.[0]?.[1]) > EVENTS_PER_10S) throw AppError.tooMany();
}

function on<S extends z.ZodType>(socket: Socket, event: string, schema: S, handle: (input: z.output<S>, session: Session) => Promise<unknown>): void {
  socket.on(event, async (payload: unknown, ack: unknown) => {
    const answer: Ack = typeof ack === 'function' ? (ack as Ack) : () => undefined;
    const session = socket.data.session as Session;
    try {
      if (!(await sessions.alive(session))) {
        socket.disconnect(true);
        return;
      }
      await throttle(session.userId);
      answer({ ok: true, data: await handle(schema.parse(payload), session) });
    } catch (error) {
      if (error instanceof AppError) return answer({ ok: false, error: error.message });
      if (error instanceof z.ZodError) return answer({ ok: false, error: 'Invalid input' });
      logger.error({ err: error, event }, 'socket event failed');
      answer({ ok: false, error: 'Internal error' });
    }
  });
}

export class Realtime {
  private readonly io: Server;

  constructor(server: HttpServer) {
    this.io = new Server(server, {
      adapter: createAdapter(redis.duplicate(), redis.duplicate()),
      cors: { origin: env.WEB_ORIGINS, credentials: true },
      // Browsers do not apply CORS to WebSockets, so the origin is compared here.
      allowRequest: (req, done) => done(null, env.WEB_ORIGINS.includes(req.headers.origin ?? '')),
      maxHttpBufferSize: 32 * 1024,
      serveClient: false,
    });
    this.io.use(async (socket, next) => {
      const session = await sessions.find(readCookie(socket.handshake.headers.cookie) ?? '').catch((error: unknown) => {
        logger.error({ err: error }, 'session lookup failed');
        return null;
      });
      if (!session) return next(new Error('unauthenticated'));
      socket.data.session = session;
      next();
    });
    this.io.on('connection', (socket) => this.welcome(socket));
  }

  private welcome(socket: Socket): void {
    const session = socket.data.session as Session;
    void socket.join([`user:${session.userId}`, session.key]);
    const watch = setInterval(() => {
      sessions.alive(session).then(
        (alive) => alive || socket.disconnect(true),
        (error: unknown) => logger.warn({ err: error }, 'session check failed'),
      );
    }, 60_000);
    socket.on('disconnect', () => clearInterval(watch));
    on(socket, 'room:join', Join, async ({ roomId }, session) => {
      await rooms.enter(session.userId, roomId);
      await socket.join(`room:${roomId}`);
    });
    on(socket, 'message:post', Post, async ({ roomId, body }, session) => {
      const message = await rooms.post(session.userId, roomId, body);
      this.publish(roomId, 'message:new', message);
      return message;
    });
  }

  publish(roomId: string, event: string, data: unknown): void {
    this.io.to(`room:${roomId}`).emit(event, { roomId, data });
  }

  evict(roomId: string, userId: string): void {
    this.io.in(`user:${userId}`).socketsLeave(`room:${roomId}`);
  }

  disconnectSession(session: Session): void {
    this.io.in(session.key).disconnectSockets(true);
  }

  disconnectUser(userId: string): void {
    this.io.in(`user:${userId}`).disconnectSockets(true);
  }

  async close(): Promise<void> {
    await this.io.close();
  }
}
