import { HttpException, Inject, Injectable, Logger, UnauthorizedException } from '@nestjs/common';
import { JwtService } from '@nestjs/jwt';
import { InjectRepository } from '@nestjs/typeorm';
import * as argon2 from 'argon2';
import type Redis from 'ioredis';
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { DataSource, EntityManager, IsNull, MoreThan, Repository } from 'typeorm';
import { REDIS } from '../common/guards';
import { RefreshSession, User } from '../entities';

const REFRESH_DAYS = 14;
const LOGIN_WINDOW = 15 * 60;
const MAX_FAILURES = 8;

const digest = (value: string): string => createHash('sha256').update(value).digest('hex');

export interface TokenPair {
  accessToken: string;
  refreshToken: string;
}

@Injectable()
export class AuthService {
  private readonly logger = new Logger(AuthService.name);
  private readonly decoy = argon2.hash(randomBytes(16).toString('hex'));

  constructor(
    @InjectRepository(User) private readonly users: Repository<User>,
    @Inject(REDIS) private readonly redis: Redis,
    private readonly dataSource: DataSource,
    private readonly jwt: JwtService,
  ) {}

  /** The answer is the same whether or not the address has an account. */
  async register(email: string, password: string): Promise<void> {
    const token = randomBytes(32).toString('base64url');
    const passwordHash = await argon2.hash(password);
    const result = await this.users
      .createQueryBuilder()
      .insert()
      .values({ email, passwordHash, verificationHash: digest(token) })
      .orIgnore()
      .returning('id')
      .execute();
    const template = result.raw.length > 0 ? 'verify' : 'already-registered';
    await this.redis.xadd('mail', 'MAXLEN', '~', 10_000, '*', 'template', template, 'to', email, 'token', token);
  }

  async verify(token: string): Promise<void> {
    const changed = await this.users.update({ verificationHash: digest(token) }, { active: true, verificationHash: null });
    if (!changed.affected) throw new UnauthorizedException();
  }

  async login(email: string, password: string): Promise<TokenPair> {
    const key = `login:${digest(email)}`;
    const replies = await this.redis.multi().incr(key).expire(key, LOGIN_WINDOW, 'NX').exec();
    if (Number(replies?.[0]?.[1] ?? 0) > MAX_FAILURES) throw new HttpException('Too many attempts', 429);

    const user = await this.users.findOne({
      where: { email },
      select: { id: true, roles: true, active: true, passwordHash: true },
    });
    const matches = await argon2.verify(user?.passwordHash ?? (await this.decoy), password);
    if (!user || !matches || !user.active) throw new UnauthorizedException();
    await this.redis.del(key);
    return this.issue(this.dataSource.manager, user, randomUUID());
  }

  async rotate(token: string): Promise<TokenPair> {
    const outcome = await this.dataSource.transaction(async (manager) => {
      const session = await manager.findOne(RefreshSession, {
        where: { tokenHash: digest(token), expiresAt: MoreThan(new Date()) },
        lock: { mode: 'pessimistic_write' },
      });
      if (!session) return null;
      if (session.usedAt) {
        // A token that comes back was copied: every descendant ends.
        this.logger.warn({ family: session.family }, 'refresh token reused');
        await manager.delete(RefreshSession, { family: session.family });
        return null;
      }
      await manager.update(RefreshSession, { id: session.id }, { usedAt: new Date() });
      const user = await manager.findOneBy(User, { id: session.userId, active: true });
      return user && this.issue(manager, user, session.family);
    });
    if (!outcome) throw new UnauthorizedException();
    return outcome;
  }

  async logout(token: string): Promise<void> {
    const session = await this.dataSource.manager.findOneBy(RefreshSession, { tokenHash: digest(token), usedAt: IsNull() });
    if (session) await this.dataSource.manager.delete(RefreshSession, { family: session.family });
  }

  private async issue(manager: EntityManager, user: User, family: string): Promise<TokenPair> {
    const refreshToken = randomBytes(32).toString('base64url');
    await manager.insert(RefreshSession, {
      userId: user.id,
      family,
      tokenHash: digest(refreshToken),
      expiresAt: new Date(Date.now() + REFRESH_DAYS * 86_400_000),
    });
    const accessToken = await this.jwt.signAsync({ roles: user.roles }, { subject: user.id });
    return { accessToken, refreshToken };
  }
}
