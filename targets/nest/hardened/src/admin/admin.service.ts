import { ConflictException, Injectable, NotFoundException } from '@nestjs/common';
import { SessionsService } from '../auth/sessions.service';
import { AuditService } from '../common/audit.service';
import type { Role } from '../common/decorators';
import type { PageQuery } from '../common/validation';
import { DatabaseService } from '../database/database.service';

@Injectable()
export class AdminService {
  constructor(
    private readonly database: DatabaseService,
    private readonly sessions: SessionsService,
    private readonly audit: AuditService,
  ) {}

  users({ limit, offset }: PageQuery) {
    return { users: this.database.all('SELECT id, email, name, role, disabled FROM users ORDER BY email LIMIT ? OFFSET ?', [limit, offset]) };
  }

  setRole(actor: string, id: string, role: Role): void {
    if (actor === id) throw new ConflictException('Ask another administrator');
    if (this.database.run('UPDATE users SET role = ? WHERE id = ?', [role, id]) === 0) throw new NotFoundException();
    this.sessions.revokeAll(id);
    this.audit.record(actor, `role.${role}`, id);
  }

  disable(actor: string, id: string): void {
    if (actor === id) throw new ConflictException('Ask another administrator');
    if (this.database.run('UPDATE users SET disabled = 1 WHERE id = ?', [id]) === 0) throw new NotFoundException();
    this.sessions.revokeAll(id);
    this.audit.record(actor, 'user.disabled', id);
  }

  revenue({ limit, offset }: PageQuery) {
    return { events: this.database.all("SELECT event_id AS event, SUM(total) AS total FROM orders WHERE status = 'paid' GROUP BY event_id ORDER BY total DESC LIMIT ? OFFSET ?", [limit, offset]) };
  }
}
