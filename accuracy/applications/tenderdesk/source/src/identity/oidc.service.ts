import { Inject, Injectable, UnauthorizedException } from '@nestjs/common';
import { and, eq, gt, isNull } from 'drizzle-orm';
import * as oidc from 'openid-client';
import { Config } from '../config.js';
import { Database } from '../db/database.js';
import { logins, people } from '../db/schema.js';
import { digest, fresh } from './session.service.js';

const LIFETIME_MS = 10 * 60_000;

@Injectable()
export class Oidc {
  private discovered?: Promise<oidc.Configuration>;

  constructor(
    @Inject(Config) private readonly config: Config,
    @Inject(Database) private readonly database: Database,
  ) {}

  private provider() {
    this.discovered ??= oidc
      .discovery(this.config.oidc.issuer, this.config.oidc.id, this.config.oidc.secret, undefined, { timeout: 5 })
      .catch((error: unknown) => {
        this.discovered = undefined;
        throw error;
      });
    return this.discovered;
  }

  private get callback() {
    return `${this.config.origin}/identity/callback`;
  }

  /** Answers where to send the browser, and the token of the attempt that stays in it. */
  async start(after: string) {
    const provider = await this.provider();
    const token = fresh();
    const verifier = oidc.randomPKCECodeVerifier();
    const attempt = { state: oidc.randomState(), nonce: oidc.randomNonce(), verifier, after };
    await this.database.db
      .insert(logins)
      .values({ ...attempt, digest: digest(token), expiresAt: new Date(Date.now() + LIFETIME_MS) });
    const address = oidc.buildAuthorizationUrl(provider, {
      redirect_uri: this.callback,
      scope: 'openid email profile',
      code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      state: attempt.state,
      nonce: attempt.nonce,
    });
    return { address: address.href, token, lifetime: LIFETIME_MS };
  }

  /** The attempt is taken out of the table first; whatever happens afterwards, it cannot be tried again. */
  async finish(token: string | undefined, query: string) {
    const [attempt] = await this.database.db
      .delete(logins)
      .where(and(eq(logins.digest, digest(token ?? '')), gt(logins.expiresAt, new Date())))
      .returning();
    if (!attempt) throw new UnauthorizedException();
    const claims = await oidc
      .authorizationCodeGrant(await this.provider(), new URL(`${this.callback}?${query}`), {
        pkceCodeVerifier: attempt.verifier,
        expectedState: attempt.state,
        expectedNonce: attempt.nonce,
        idTokenExpected: true,
      })
      .then((tokens) => tokens.claims())
      .catch(() => undefined);
    if (!claims) throw new UnauthorizedException();
    return { personId: await this.personOf(claims), after: attempt.after };
  }

  /** Known by subject; somebody invited by address is bound to the subject at the first visit, if the address is verified. */
  private async personOf(claims: oidc.IDToken): Promise<string> {
    const { db } = this.database;
    const [known] = await db.select({ id: people.id, active: people.active }).from(people).where(eq(people.subject, claims.sub));
    if (known?.active) return known.id;
    if (known || claims.email_verified !== true || typeof claims.email !== 'string') throw new UnauthorizedException();
    const [bound] = await db
      .update(people)
      .set({ subject: claims.sub })
      .where(and(eq(people.email, claims.email.toLowerCase()), isNull(people.subject), eq(people.active, true)))
      .returning({ id: people.id });
    if (!bound) throw new UnauthorizedException();
    return bound.id;
  }
}
