import { Injectable } from '@nestjs/common';
import { DatabaseService } from '../database/database.service';
import { digestOf } from './digest';

@Injectable()
export class AuditService {
  constructor(private readonly database: DatabaseService) {}

  /** Appends an event whose digest covers the one before it. */
  record(actor: string | null, action: string, subject: string | null = null): void {
    this.database.transaction(() => {
      const previous = this.database.one('SELECT digest FROM audit_events ORDER BY id DESC LIMIT 1')?.['digest'] ?? '';
      const at = Date.now();
      const digest = digestOf(JSON.stringify([previous, at, actor, action, subject]));
      this.database.run('INSERT INTO audit_events (at, actor, action, subject, digest) VALUES (?, ?, ?, ?, ?)', [at, actor, action, subject, digest]);
    });
  }
}
