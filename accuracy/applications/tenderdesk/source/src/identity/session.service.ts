import { createHash, randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { Cron, CronExpression } from '@nestjs/schedule';
import { parse } from 'cookie';
import { and, eq, gt, lt, or } from 'drizzle-orm';
import type { CookieOptions, Request, Response } from 'express';
import { Database } from '../db/database.js';
import { logins, people, sessions } from '../db/schema.js';

export interface Actor {
  id: string;
  organisationId: string;
  role: 'supplier' | 'buyer' | 'admin';
  name: string;
}
declare global {
  namespace Express {
    interface Request {
      actor?: Actor;
    }
  }
}

const COOKIE = '__Host-tender';
const IDLE_MS = 30 * 60_000;
const LONGEST_MS = 10 * 60 * 60_000;
export const strictCookie: CookieOptions = { httpOnly: true, secure: true, sameSite: 'lax', path: '/' };
export const digest = (token: string) => createHash('sha256').update(token).digest('base64url');
export const fresh = () => randomBytes(32).toString('base64url');
export const cookieOf = (request: Request, name: string) => parse(request.headers.cookie ?? '')[name];

@Injectable()
export class Sessions {
  constructor(@Inject(Database) private readonly database: Database) {}

  async actorOf(request: Request): Promise<Actor | undefined> {
    const token = cookieOf(request, COOKIE);
    if (!token) return undefined;
    const now = new Date();
    const [found] = await this.database.db
      .select({ id: people.id, organisationId: people.organisationId, role: people.role, name: people.name, seenAt: sessions.seenAt })
      .from(sessions)
      .innerJoin(people, eq(people.id, sessions.personId))
      .where(
        and(
          eq(sessions.digest, digest(token)),
          eq(people.active, true),
          gt(sessions.expiresAt, now),
          gt(sessions.seenAt, new Date(now.getTime() - IDLE_MS)),
        ),
      );
    if (!found) return undefined;
    const { seenAt, ...actor } = found;
    if (now.getTime() - seenAt.getTime() > 60_000) {
      await this.database.db.update(sessions).set({ seenAt: now }).where(eq(sessions.digest, digest(token)));
    }
    return actor;
  }

  async begin(request: Request, response: Response, personId: string) {
    await this.forget(request);
    const token = fresh();
    const now = Date.now();
    await this.database.db
      .insert(sessions)
      .values({ digest: digest(token), personId, seenAt: new Date(now), expiresAt: new Date(now + LONGEST_MS) });
    response.cookie(COOKIE, token, { ...strictCookie, maxAge: LONGEST_MS });
  }

  async end(request: Request, response: Response) {
    await this.forget(request);
    response.clearCookie(COOKIE, strictCookie);
  }

  async endAllOf(personId: string) {
    await this.database.db.delete(sessions).where(eq(sessions.personId, personId));
  }

  private async forget(request: Request) {
    const token = cookieOf(request, COOKIE);
    if (token) await this.database.db.delete(sessions).where(eq(sessions.digest, digest(token)));
  }

  @Cron(CronExpression.EVERY_10_MINUTES)
  async sweep() {
    const now = new Date();
    await this.database.db
      .delete(sessions)
      .where(or(lt(sessions.expiresAt, now), lt(sessions.seenAt, new Date(now.getTime() - IDLE_MS))));
    await this.database.db.delete(logins).where(lt(logins.expiresAt, now));
  }
}
