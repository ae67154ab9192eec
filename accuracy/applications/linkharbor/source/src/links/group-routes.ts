import { Hono } from 'hono';
import { z } from 'zod';
import { actorOf, need } from '../auth/access.js';
import type { App, Parts } from '../core/app-types.js';
import { Id, input, line, Paging } from '../core/input.js';
import { limited, person } from '../core/limits.js';
import { found, halt } from '../core/outcome.js';
import { note } from '../data/audit.js';

const Role = z.enum(['reader', 'writer', 'owner']);
const Newcomer = z.object({ email: z.string().trim().toLowerCase().email().max(254), name: line(80), role: Role });
const Change = z.object({ role: Role, active: z.boolean() });

export function groupRoutes({ db }: Parts) {
  const app = new Hono<App>();
  app.use(need('owner', 'login'));

  app.get('/people', async (c) => {
    const { page, size } = input.query(c, Paging);
    const rows = db.selectFrom('people').where('group_id', '=', actorOf(c).groupId).select(['id', 'name', 'email', 'role', 'active']);
    return c.json({ items: await rows.orderBy('name').orderBy('id').limit(size).offset((page - 1) * size).execute(), page });
  });

  app.post('/people', limited(30, 3600, person), async (c) => {
    const actor = actorOf(c);
    const form = await input.json(c, Newcomer);
    const made = await db
      .insertInto('people')
      .values({ ...form, group_id: actor.groupId })
      .onConflict((on) => on.column('email').doNothing())
      .returning('id')
      .executeTakeFirst();
    if (!made) throw halt.conflict();
    await note(db, actor, 'person.invited', `person:${made.id}`);
    return c.json({ id: made.id }, 201);
  });

  app.patch('/people/:id', async (c) => {
    const actor = actorOf(c);
    const { id } = input.params(c, Id);
    if (id === actor.personId) throw halt.conflict();
    const change = await input.json(c, Change);
    await db.transaction().execute(async (tx) => {
      found(await tx.updateTable('people').set(change).where('id', '=', id).where('group_id', '=', actor.groupId).returning('id').executeTakeFirst());
      await tx.deleteFrom('logins').where('person_id', '=', id).execute();
      if (!change.active) await tx.deleteFrom('keys').where('person_id', '=', id).execute();
      await note(tx, actor, change.active ? `person.${change.role}` : 'person.closed', `person:${id}`);
    });
    return c.body(null, 204);
  });

  app.get('/audit', async (c) => {
    const { page, size } = input.query(c, Paging);
    const rows = db.selectFrom('audit').where('group_id', '=', actorOf(c).groupId).selectAll();
    return c.json({ items: await rows.orderBy('at', 'desc').orderBy('id').limit(size).offset((page - 1) * size).execute(), page });
  });

  return app;
}
