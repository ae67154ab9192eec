import { Injectable } from '@nestjs/common';
import { DatabaseService } from '../database/database.service';

@Injectable()
export class AdminService {
  constructor(private readonly db: DatabaseService) {}

  users() {
    return this.db.all('SELECT id, email, name, role, status FROM users ORDER BY id LIMIT 200');
  }

  setRole(id: number, role: string) {
    this.db.run('UPDATE users SET role = ? WHERE id = ?', [String(role), id]);
    return this.db.one('SELECT id, email, role FROM users WHERE id = ?', [id]);
  }

  suspend(id: number) {
    this.db.run("UPDATE users SET status = 'suspended' WHERE id = ?", [id]);
    return { suspended: id };
  }
}
