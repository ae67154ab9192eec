import { createHash, randomUUID } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Router } from 'express';
import multer from 'multer';
import { z } from 'zod';
import { config } from '../config';
import { Certificate } from '../db/models';
import { endpoint, Id, line, type Me } from '../http/endpoint';
import { Answer, conflict, missing } from '../http/errors';
import { audit } from '../security/audit';
import { costly } from '../security/limits';

const MOST = 20;
const KINDS = [{ starts: Buffer.from('%PDF-'), type: 'application/pdf' }] as const;
const receive = multer({ storage: multer.memoryStorage(), limits: { fileSize: 5 * 1024 * 1024, files: 1, fields: 2, parts: 3 } }).single('file');

export const certificates = Router();

const fileOf = (id: string) => path.join(config().DOCUMENTS, id.slice(0, 2), `${id}.pdf`);

/** Workers see their own, managers those of the team. */
async function certificateOf(me: Me, id: string) {
  const found = await Certificate.findOne({ where: { id, teamId: me.teamId, ...(me.role !== 'manager' && { ownerId: me.id }) } });
  if (!found) throw missing();
  return found;
}

certificates.get(
  '/',
  endpoint({ role: 'worker' }, async ({ me }) => ({
    items: await Certificate.findAll({ where: { ownerId: me.id, teamId: me.teamId }, attributes: ['id', 'title', 'size'], order: [['title', 'ASC']], limit: MOST }),
  })),
);

certificates.post(
  '/',
  costly,
  (req, _res, next) => next(req.user ? undefined : new Answer(401, 'sign-in')),
  receive,
  endpoint({ role: 'worker', body: z.object({ title: line(120) }) }, async ({ me, body, req, res }) => {
    const bytes = req.file?.buffer;
    if (!bytes || !KINDS.some(({ starts }) => bytes.subarray(0, starts.length).equals(starts))) throw new Answer(415, 'kind');
    if ((await Certificate.count({ where: { ownerId: me.id } })) >= MOST) throw conflict('enough');
    const id = randomUUID();
    await mkdir(path.dirname(fileOf(id)), { recursive: true, mode: 0o750 });
    await writeFile(fileOf(id), bytes, { flag: 'wx', mode: 0o640 });
    const etag = createHash('sha1').update(bytes).digest('hex');
    await Certificate.create({ id, teamId: me.teamId, ownerId: me.id, title: body.title, etag, size: bytes.length }).catch(async (error: unknown) => {
      await rm(fileOf(id), { force: true });
      throw error;
    });
    await audit(me, 'certificate.added', `certificate:${id}`);
    res.status(201).json({ id });
  }),
);

certificates.get(
  '/:id',
  endpoint({ role: 'worker', params: Id }, async ({ me, params, res }) => {
    const found = await certificateOf(me, params.id);
    res.set({
      'Content-Type': 'application/pdf',
      'Content-Disposition': `attachment; filename="${found.id}.pdf"`,
      'Content-Security-Policy': "sandbox; default-src 'none'",
      'Cache-Control': 'private, max-age=0, must-revalidate',
      ETag: `"${found.etag}"`,
    });
    const options = { root: config().DOCUMENTS, cacheControl: false, dotfiles: 'deny' } as const;
    await new Promise<void>((resolve, reject) => res.sendFile(`${found.id.slice(0, 2)}/${found.id}.pdf`, options, (error) => (error ? reject(error) : resolve())));
  }),
);

certificates.delete(
  '/:id',
  endpoint({ role: 'worker', params: Id }, async ({ me, params }) => {
    const found = await certificateOf(me, params.id);
    await found.destroy();
    await rm(fileOf(found.id), { force: true });
    await audit(me, 'certificate.dropped', `certificate:${found.id}`);
  }),
);
