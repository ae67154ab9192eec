import { createReadStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import multipart from '@fastify/multipart';
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from '@sinclair/typebox';
import { BadArchive, unpack } from '../archive.js';
import { member, signedIn } from '../guards.js';

const Room = Type.Object({ room: Type.String({ format: 'uuid' }) });
const RoomFile = Type.Object({ room: Type.String({ format: 'uuid' }), file: Type.String({ format: 'uuid' }) });
const Listing = Type.Object({
  name: Type.Optional(Type.String({ maxLength: 80 })),
  sort: Type.Union([Type.Literal('name'), Type.Literal('size'), Type.Literal('created_at')], { default: 'created_at' }),
  order: Type.Union([Type.Literal('asc'), Type.Literal('desc')], { default: 'desc' }),
  limit: Type.Integer({ minimum: 1, maximum: 100, default: 50 }),
  offset: Type.Integer({ minimum: 0, maximum: 10_000, default: 0 }),
});
const MAX_FILES = 500;
const likePrefix = (text: string) => `${text.replace(/[\\%_]/g, '\\$&')}%`;

export const fileRoutes: FastifyPluginAsyncTypebox<{ directory: string }> = async (app, { directory }) => {
  await app.register(multipart, { limits: { fileSize: 20 * 1024 * 1024, files: 1, fields: 0 } });
  app.addHook('preHandler', signedIn);
  const { sql } = app;

  app.get('/rooms/:room/files', { schema: { params: Room, querystring: Listing }, preHandler: member('read') }, async (request) => {
    const { name, sort, order, limit, offset } = request.query;
    return sql`
      SELECT id, name, size, created_at FROM files
      WHERE room_id = ${request.params.room} ${name ? sql`AND name ILIKE ${likePrefix(name)}` : sql``}
      ORDER BY ${sql(sort)} ${order === 'asc' ? sql`ASC` : sql`DESC`}, id
      LIMIT ${limit} OFFSET ${offset}`;
  });

  app.post('/rooms/:room/bundles', {
    schema: { params: Room },
    config: { rateLimit: { max: 10, timeWindow: '10 minutes' } },
    preHandler: member('write'),
    handler: async (request, reply) => {
      const { room } = request.params;
      const upload = await request.file();
      if (!upload) return reply.code(422).send({ error: 'A zip archive is needed' });
      const stored = await unpack(await upload.toBuffer(), directory).catch((error: unknown) => {
        if (error instanceof BadArchive) return error;
        throw error;
      });
      if (stored instanceof BadArchive) return reply.code(422).send({ error: stored.message });
      const kept = await sql
        .begin(async (tx) => {
          await tx`SELECT 1 FROM rooms WHERE id = ${room} FOR UPDATE`;
          const [row] = await tx<{ count: number }[]>`SELECT count(*)::int AS count FROM files WHERE room_id = ${room}`;
          if ((row?.count ?? 0) + stored.length > MAX_FILES) return false;
          if (stored.length) await tx`INSERT INTO files ${tx(stored.map((file) => ({ ...file, room_id: room })))}`;
          return true;
        })
        .catch(async (error: unknown) => {
          await discard(stored);
          throw error;
        });
      if (!kept) {
        await discard(stored);
        return reply.code(409).send({ error: 'The room is full' });
      }
      return reply.code(201).send(stored);
    },
  });

  app.get('/rooms/:room/files/:file', { schema: { params: RoomFile }, preHandler: member('read') }, async (request, reply) => {
    const { room, file } = request.params;
    const [row] = await sql<{ id: string; name: string }[]>`SELECT id, name FROM files WHERE id = ${file} AND room_id = ${room}`;
    if (!row) return reply.code(404).send({ error: 'No such file' });
    return reply
      .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(row.name)}`)
      .type('application/octet-stream')
      .send(createReadStream(path.join(directory, row.id)));
  });

  const discard = (files: { id: string }[]) => Promise.all(files.map(({ id }) => rm(path.join(directory, id), { force: true })));
};
