import { createHash } from 'node:crypto';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { stream, streamSSE } from 'hono/streaming';
import { z } from 'zod';
import { actorOf, need } from '../auth/access.js';
import type { App, Parts } from '../core/app-types.js';
import { Id, input, line, Tag } from '../core/input.js';
import { limited, person } from '../core/limits.js';
import { found, halt } from '../core/outcome.js';
import { digest, fresh } from '../core/secrets.js';
import { note } from '../data/audit.js';
import { linksOf, Listing, listLinks } from '../data/link-query.js';
import { Address } from './address.js';
import { News } from './news.js';
import { readOpml } from './opml.js';
import { createPreviews } from './preview.js';

const Saved = z.object({ url: Address, title: line(200), note: z.string().trim().max(4000).default(''), tags: z.array(Tag).max(20).default([]) });
const Changed = Saved.omit({ url: true });
const Share = z.object({ tag: Tag, title: line(120), days: z.number().int().min(1).max(90).default(30) });
const MOST_SHARES = 50;
const MOST_WAITING = 50;
const FIRST = '00000000-0000-0000-0000-000000000000';

const cell = (value: unknown) => {
  const text = value instanceof Date ? value.toISOString() : String(value);
  return `"${(/^[=+\-@\t\r]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
};

export function linkRoutes({ db, log, settings }: Parts) {
  const app = new Hono<App>();
  const news = new News();
  const previewOf = createPreviews(db);

  app.get('/', need('reader'), async (c) => {
    const body = JSON.stringify(await listLinks(db, actorOf(c).groupId, input.query(c, Listing)));
    const etag = `"${createHash('md5').update(body).digest('base64url')}"`;
    c.header('ETag', etag);
    c.header('Cache-Control', 'private, no-cache');
    if (c.req.header('if-none-match') === etag) return c.body(null, 304);
    return c.body(body, 200, { 'Content-Type': 'application/json' });
  });

  app.post('/', need('writer'), limited(120, 600, person), async (c) => {
    const actor = actorOf(c);
    const form = await input.json(c, Saved);
    const made = await db
      .insertInto('links')
      .values({ ...form, group_id: actor.groupId, person_id: actor.personId })
      .onConflict((on) => on.columns(['group_id', 'url']).doNothing())
      .returning('id')
      .executeTakeFirst();
    if (!made) throw halt.conflict();
    news.tell(actor.groupId, { kind: 'saved', id: made.id });
    return c.json({ id: made.id }, 201);
  });

  app.get('/events', need('reader', 'login'), (c) => {
    const { groupId } = actorOf(c);
    const waiting: string[] = [];
    let wake: () => void = () => undefined;
    const leave = news.listen(groupId, (event) => {
      if (waiting.length < MOST_WAITING) waiting.push(event);
      wake();
    });
    if (!leave) throw halt.slow();
    c.header('Cache-Control', 'no-store');
    return streamSSE(c, async (out) => {
      const end = Date.now() + 15 * 60_000;
      let gone = false;
      out.onAbort(() => {
        gone = true;
        leave();
        wake();
      });
      await out.writeSSE({ data: '{}', event: 'hello', retry: 2000 + Math.floor(Math.random() * 3000) });
      while (!gone && Date.now() < end) {
        await new Promise<void>((resolve) => {
          const beat = setTimeout(resolve, 20_000);
          wake = () => {
            clearTimeout(beat);
            resolve();
          };
          if (waiting.length > 0) wake();
        });
        if (waiting.length === 0) await out.write(': still here\n\n');
        for (const data of waiting.splice(0)) await out.writeSSE({ data });
      }
      leave();
    });
  });

  app.get('/export.csv', need('reader', 'login'), limited(10, 600, person), async (c) => {
    const actor = actorOf(c);
    await note(db, actor, 'links.exported', 'csv');
    c.header('Content-Type', 'text/csv; charset=utf-8');
    c.header('Content-Disposition', 'attachment; filename="links.csv"');
    return stream(c, async (out) => {
      await out.write('url,title,tags,saved\r\n');
      for (let last = FIRST; !out.aborted; ) {
        const rows = await linksOf(db, actor.groupId).where('links.id', '>', last).orderBy('links.id').limit(500).execute();
        const end = rows.at(-1);
        if (!end) return;
        await out.write(rows.map((row) => `${[row.url, row.title, row.tags.join(' '), row.saved_at].map(cell).join(',')}\r\n`).join(''));
        last = end.id;
      }
    }, async (err) => log.warn({ err }, 'export ended early'));
  });

  app.post('/import', need('writer', 'login'), limited(6, 3600, person), bodyLimit({ maxSize: 2 * 1024 * 1024, onError: () => { throw halt.invalid(['file']); } }), async (c) => {
    const actor = actorOf(c);
    const { file } = await c.req.parseBody();
    if (!(file instanceof File) || file.size > 1024 * 1024) throw halt.invalid(['file']);
    const rows = readOpml(await file.text()).map((row) => ({ ...row, tags: ['imported'], group_id: actor.groupId, person_id: actor.personId }));
    if (rows.length === 0) throw halt.invalid(['file']);
    const made = await db.insertInto('links').values(rows).onConflict((on) => on.columns(['group_id', 'url']).doNothing()).returning('id').execute();
    await note(db, actor, 'links.imported', `${made.length} links`);
    return c.json({ imported: made.length, known: rows.length - made.length }, 201);
  });

  app.get('/shares', need('writer', 'login'), async (c) => {
    const rows = db.selectFrom('shares').where('group_id', '=', actorOf(c).groupId).select(['id', 'tag', 'title', 'expires_at']);
    return c.json({ items: await rows.orderBy('expires_at').limit(MOST_SHARES).execute() });
  });

  app.post('/shares', need('writer', 'login'), limited(20, 3600, person), async (c) => {
    const actor = actorOf(c);
    const form = await input.json(c, Share);
    const { n } = await db.selectFrom('shares').where('group_id', '=', actor.groupId).select((q) => q.fn.countAll<string>().as('n')).executeTakeFirstOrThrow();
    if (Number(n) >= MOST_SHARES) throw halt.conflict();
    const token = fresh();
    const values = { group_id: actor.groupId, tag: form.tag, title: form.title, digest: digest(token), expires_at: new Date(Date.now() + form.days * 86_400_000) };
    const made = await db.insertInto('shares').values(values).returning('id').executeTakeFirstOrThrow();
    await note(db, actor, 'share.made', `share:${made.id}`);
    return c.json({ id: made.id, address: `${settings.origin}/shared/${token}` }, 201);
  });

  app.delete('/shares/:id', need('writer', 'login'), async (c) => {
    const actor = actorOf(c);
    const { id } = input.params(c, Id);
    found(await db.deleteFrom('shares').where('id', '=', id).where('group_id', '=', actor.groupId).returning('id').executeTakeFirst());
    await note(db, actor, 'share.ended', `share:${id}`);
    return c.body(null, 204);
  });

  app.get('/:id', need('reader'), async (c) => {
    const { id } = input.params(c, Id);
    return c.json(found(await linksOf(db, actorOf(c).groupId).where('links.id', '=', id).executeTakeFirst()));
  });

  app.get('/:id/preview', need('reader', 'login'), limited(60, 600, person), async (c) => {
    const { id } = input.params(c, Id);
    const link = found(await linksOf(db, actorOf(c).groupId).where('links.id', '=', id).executeTakeFirst());
    return c.json(await previewOf(link.url));
  });

  /** Writers change what they have saved, owners everything of the group. */
  app.put('/:id', need('writer'), async (c) => {
    const actor = actorOf(c);
    const { id } = input.params(c, Id);
    let change = db.updateTable('links').set(await input.json(c, Changed)).where('id', '=', id).where('group_id', '=', actor.groupId);
    if (actor.role !== 'owner') change = change.where('person_id', '=', actor.personId);
    found(await change.returning('id').executeTakeFirst());
    news.tell(actor.groupId, { kind: 'changed', id });
    return c.body(null, 204);
  });

  app.delete('/:id', need('writer'), async (c) => {
    const actor = actorOf(c);
    const { id } = input.params(c, Id);
    let removal = db.deleteFrom('links').where('id', '=', id).where('group_id', '=', actor.groupId);
    if (actor.role !== 'owner') removal = removal.where('person_id', '=', actor.personId);
    found(await removal.returning('id').executeTakeFirst());
    await note(db, actor, 'link.dropped', `link:${id}`);
    news.tell(actor.groupId, { kind: 'dropped', id });
    return c.body(null, 204);
  });

  return app;
}
