import { Injectable, UnauthorizedException } from '@nestjs/common';
import { JwtService } from '@nestjs/jwt';
import { randomUUID } from 'node:crypto';
import type { Principal } from '../common/decorators';
import { digestOf, newSecret, nowSeconds } from '../common/digest';
import { DatabaseService } from '../database/database.service';

export interface Tokens {
  readonly accessToken: string;
  readonly refreshToken: string;
}

const REFRESH_SECONDS = 7 * 86_400;
const SESSION_SECONDS = 30 * 86_400;

@Injectable()
export class SessionsService {
  constructor(
    private readonly database: DatabaseService,
    private readonly jwt: JwtService,
  ) {}

  open(user: string): Promise<Tokens> {
    const session = randomUUID();
    this.database.run('INSERT INTO sessions (id, user_id, ends) VALUES (?, ?, ?)', [session, user, nowSeconds() + SESSION_SECONDS]);
    return this.issue(session, user);
  }

  /** A refresh token works once; a second use ends the session, whoever holds it. */
  async rotate(token: string): Promise<Tokens> {
    const digest = digestOf(token);
    const row = this.database.one(
      `SELECT refresh_tokens.ends, sessions.id AS session, sessions.user_id FROM refresh_tokens
       JOIN sessions ON sessions.id = refresh_tokens.session JOIN users ON users.id = sessions.user_id
       WHERE digest = ? AND revoked = 0 AND sessions.ends > ? AND disabled = 0`,
      [digest, nowSeconds()],
    );
    if (row === undefined) throw new UnauthorizedException('Authentication is required');
    if (this.database.run('UPDATE refresh_tokens SET used = 1 WHERE digest = ? AND used = 0', [digest]) === 0) {
      this.revoke(row['session']);
      throw new UnauthorizedException('Authentication is required');
    }
    if (row['ends'] <= nowSeconds()) throw new UnauthorizedException('Authentication is required');
    return this.issue(row['session'], row['user_id']);
  }

  revoke(session: string): void {
    this.database.run('UPDATE sessions SET revoked = 1 WHERE id = ?', [session]);
  }

  revokeAll(user: string): void {
    this.database.run('UPDATE sessions SET revoked = 1 WHERE user_id = ?', [user]);
  }

  /** The user as the database knows them now, or undefined for a token that is not a living one of ours. */
  async identify(token: string): Promise<Principal | undefined> {
    const verified = await this.jwt.verifyAsync(token, { complete: true }).catch(() => undefined);
    if (verified === undefined || verified.header.typ !== 'at+jwt' || typeof verified.payload.exp !== 'number') return undefined;
    const { sid, sub } = verified.payload;
    return this.database.one(
      `SELECT users.id, email, role, sessions.id AS session FROM sessions JOIN users ON users.id = sessions.user_id
       WHERE sessions.id = ? AND users.id = ? AND revoked = 0 AND ends > ? AND disabled = 0`,
      [String(sid), String(sub), nowSeconds()],
    ) as Principal | undefined;
  }

  private async issue(session: string, user: string): Promise<Tokens> {
    const refreshToken = newSecret();
    this.database.run('INSERT INTO refresh_tokens (digest, session, ends) VALUES (?, ?, ?)', [digestOf(refreshToken), session, nowSeconds() + REFRESH_SECONDS]);
    const accessToken = await this.jwt.signAsync({ sid: session }, { subject: user, jwtid: randomUUID() });
    return { accessToken, refreshToken };
  }
}
