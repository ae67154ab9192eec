import { BadRequestException, Injectable, Logger, UnauthorizedException } from '@nestjs/common';
import type { Response } from 'express';
import { randomUUID } from 'node:crypto';
import { AuditService } from '../common/audit.service';
import type { Principal } from '../common/decorators';
import { digestOf, newSecret, nowSeconds } from '../common/digest';
import { Mailer } from '../common/mailer';
import { DatabaseService } from '../database/database.service';
import { AttemptsService } from './attempts.service';
import type { LoginDto, RegisterDto, ResetDto } from './dto';
import { PasswordsService } from './passwords.service';
import { SessionsService, type Tokens } from './sessions.service';

const RESET_SECONDS = 15 * 60;

@Injectable()
export class AuthService {
  private readonly logger = new Logger(AuthService.name);

  constructor(
    private readonly database: DatabaseService,
    private readonly passwords: PasswordsService,
    private readonly attempts: AttemptsService,
    private readonly sessions: SessionsService,
    private readonly audit: AuditService,
    private readonly mailer: Mailer,
  ) {}

  /** Answers alike whether the address was new or not. */
  async register({ email, password, name = '' }: RegisterDto) {
    this.passwords.requireGood(password, email);
    const hash = await this.passwords.hash(password);
    const created = this.database.run('INSERT INTO users (id, email, name, password_hash) VALUES (?, ?, ?, ?) ON CONFLICT (email) DO NOTHING', [randomUUID(), email, name, hash]);
    this.audit.record(null, created === 1 ? 'register.new' : 'register.existing', digestOf(email));
    return { status: 'accepted', next: 'sign in' };
  }

  async login({ email, password }: LoginDto, address: string, response: Response): Promise<Tokens> {
    this.attempts.begin(email, address, response);
    const user = this.database.one('SELECT id, password_hash, disabled FROM users WHERE email = ?', [email]);
    const matches = await this.passwords.matches(password, user?.['password_hash']);
    if (!matches || user === undefined || user['disabled'] !== 0) {
      this.logger.warn({ event: 'login.failed', account: digestOf(email), requestId: response.locals['requestId'] });
      throw new UnauthorizedException('The address or the password is wrong');
    }
    this.attempts.forgive(email, address);
    this.logger.log({ event: 'login.succeeded', user: user['id'] });
    return this.sessions.open(user['id']);
  }

  logout({ id, session }: Principal): void {
    this.sessions.revoke(session);
    this.logger.log({ event: 'logout', user: id });
  }

  forgot(email: string) {
    const user = this.database.one('SELECT id FROM users WHERE email = ? AND disabled = 0', [email]);
    if (user !== undefined) {
      const token = newSecret();
      this.database.run('DELETE FROM resets WHERE user_id = ? OR ends < ?', [user['id'], nowSeconds()]);
      this.database.run('INSERT INTO resets VALUES (?, ?, ?)', [digestOf(token), user['id'], nowSeconds() + RESET_SECONDS]);
      this.mailer.queue(user['id'], 'password-reset', token);
    }
    return { status: 'accepted' };
  }

  async reset({ token, password }: ResetDto): Promise<void> {
    const row = this.database.one('SELECT user_id, email FROM resets JOIN users ON users.id = user_id WHERE digest = ? AND ends > ?', [digestOf(token), nowSeconds()]);
    if (row === undefined) throw new BadRequestException('The link has ended');
    this.passwords.requireGood(password, row['email']);
    const hash = await this.passwords.hash(password);
    if (this.database.run('DELETE FROM resets WHERE digest = ?', [digestOf(token)]) === 0) throw new BadRequestException('The link has ended');
    this.database.run('UPDATE users SET password_hash = ? WHERE id = ?', [hash, row['user_id']]);
    this.sessions.revokeAll(row['user_id']);
    this.audit.record(row['user_id'], 'password.reset');
  }
}
