import { ForbiddenException, Injectable } from '@nestjs/common';
import type { Response } from 'express';
import { AttemptsService } from '../auth/attempts.service';
import { PasswordsService } from '../auth/passwords.service';
import { SessionsService } from '../auth/sessions.service';
import { AuditService } from '../common/audit.service';
import type { Principal } from '../common/decorators';
import { FieldCipher } from '../common/field-cipher';
import { DatabaseService } from '../database/database.service';
import type { ChangePasswordDto, SettingsDto } from './dto';

@Injectable()
export class UsersService {
  constructor(
    private readonly database: DatabaseService,
    private readonly passwords: PasswordsService,
    private readonly attempts: AttemptsService,
    private readonly sessions: SessionsService,
    private readonly audit: AuditService,
    private readonly cipher: FieldCipher,
  ) {}

  profile(id: string) {
    return this.database.one('SELECT id, email, name, role, balance FROM users WHERE id = ?', [id]);
  }

  rename(id: string, name: string) {
    this.database.run('UPDATE users SET name = ? WHERE id = ?', [name, id]);
    return this.profile(id);
  }

  async changePassword({ id, email }: Principal, { current, password }: ChangePasswordDto, address: string, response: Response): Promise<void> {
    this.passwords.requireGood(password, email);
    this.attempts.begin(email, address, response);
    const stored = this.database.one('SELECT password_hash FROM users WHERE id = ?', [id]);
    if (!(await this.passwords.matches(current, stored?.['password_hash']))) throw new ForbiddenException('The current password is wrong');
    this.attempts.forgive(email, address);
    this.database.run('UPDATE users SET password_hash = ? WHERE id = ?', [await this.passwords.hash(password), id]);
    this.sessions.revokeAll(id);
    this.audit.record(id, 'password.changed');
  }

  settings(id: string) {
    const row = this.database.one('SELECT language, newsletter FROM users WHERE id = ?', [id]);
    return { language: row?.['language'], newsletter: row?.['newsletter'] === 1 };
  }

  updateSettings(id: string, { language, newsletter }: SettingsDto) {
    this.database.run('UPDATE users SET language = ?, newsletter = ? WHERE id = ?', [language, newsletter ? 1 : 0, id]);
    return this.settings(id);
  }

  setPayout(id: string, iban: string): void {
    this.database.run('UPDATE users SET iban = ? WHERE id = ?', [this.cipher.seal(iban, id), id]);
    this.audit.record(id, 'payout.changed');
  }
}
