import { ConflictException, Controller, Get, HttpCode, Inject, NotFoundException, Patch, Post, Put, Req, UnprocessableEntityException } from '@nestjs/common';
import { and, asc, desc, eq } from 'drizzle-orm';
import type { Request } from 'express';
import { z } from 'zod';
import { aPerson } from '../access/ability.js';
import { Can, ensure } from '../access/policy.js';
import { Audit } from '../common/audit.service.js';
import { Id, line, ZodBody, ZodQuery } from '../common/zod.pipe.js';
import { Database } from '../db/database.js';
import { paged, Paging, window } from '../db/paging.js';
import { audit, organisations, people } from '../db/schema.js';
import { acceptable } from '../feeds/dialling.js';
import { fresh, Sessions } from '../identity/session.service.js';

const Invitation = z.object({ email: z.string().trim().toLowerCase().email().max(254), name: line(80), role: z.enum(['supplier', 'buyer', 'admin']) });
const Change = z.object({ role: z.enum(['supplier', 'buyer', 'admin']), active: z.boolean() });
const Hook = z.object({ url: z.string().max(500) });

@Controller('organisation')
export class OrganisationController {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Sessions) private readonly sessions: Sessions,
    @Inject(Audit) private readonly audit: Audit,
  ) {}

  @Can('list', 'Person')
  @Get('people')
  async people(@Req() { actor }: Request, @ZodQuery(Paging) query: z.infer<typeof Paging>) {
    const { limit, offset } = window(query);
    const rows = await this.database.db
      .select({ id: people.id, name: people.name, email: people.email, role: people.role, active: people.active })
      .from(people)
      .where(eq(people.organisationId, actor!.organisationId))
      .orderBy(asc(people.name), people.id)
      .limit(limit)
      .offset(offset);
    return paged(rows, query);
  }

  @Can('create', 'Person')
  @Post('people')
  async invite(@Req() { actor }: Request, @ZodBody(Invitation) invitation: z.infer<typeof Invitation>) {
    const [made] = await this.database.db
      .insert(people)
      .values({ ...invitation, organisationId: actor!.organisationId })
      .onConflictDoNothing()
      .returning({ id: people.id });
    if (!made) throw new ConflictException();
    await this.audit.note(actor!, 'person.invited', `person:${made.id}`);
    return made;
  }

  @Can('update', 'Person')
  @Patch('people/:id')
  @HttpCode(204)
  async change(@Req() { actor }: Request, @Id() id: string, @ZodBody(Change) change: z.infer<typeof Change>) {
    const own = and(eq(people.id, id), eq(people.organisationId, actor!.organisationId));
    const [found] = await this.database.db.select({ id: people.id, organisationId: people.organisationId }).from(people).where(own);
    if (!found) throw new NotFoundException();
    ensure(actor!, 'update', aPerson(found));
    await this.database.db.update(people).set(change).where(own);
    await this.sessions.endAllOf(id);
    await this.audit.note(actor!, `person.${change.active ? change.role : 'closed'}`, `person:${id}`);
  }

  /** The key is shown once, here. */
  @Can('update', 'Organisation')
  @Put('hook')
  async hook(@Req() { actor }: Request, @ZodBody(Hook) { url }: z.infer<typeof Hook>) {
    let address: URL;
    try {
      address = acceptable(url);
    } catch {
      throw new UnprocessableEntityException();
    }
    const hookKey = fresh();
    await this.database.db.update(organisations).set({ hookUrl: address.href, hookKey }).where(eq(organisations.id, actor!.organisationId));
    await this.audit.note(actor!, 'hook.changed', `organisation:${actor!.organisationId}`);
    return { url: address.href, key: hookKey };
  }

  @Can('list', 'Audit')
  @Get('audit')
  async trail(@Req() { actor }: Request, @ZodQuery(Paging) query: z.infer<typeof Paging>) {
    const { limit, offset } = window(query);
    const rows = await this.database.db
      .select()
      .from(audit)
      .where(eq(audit.organisationId, actor!.organisationId))
      .orderBy(desc(audit.at), audit.id)
      .limit(limit)
      .offset(offset);
    return paged(rows, query);
  }
}
