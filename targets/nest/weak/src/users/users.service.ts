import { Injectable, NotFoundException } from '@nestjs/common';
import { avatarUrl, hashPassword } from '../common/crypto';
import { deepMerge } from '../common/merge';
import { DatabaseService } from '../database/database.service';
import { UpdateProfileDto } from './update-profile.dto';

@Injectable()
export class UsersService {
  constructor(private readonly db: DatabaseService) {}

  findOne(id: number) {
    const user = this.db.one('SELECT * FROM users WHERE id = ?', [id]);
    if (!user) throw new NotFoundException('No such user');
    return { ...user, avatar: avatarUrl(user.email) };
  }

  update(id: number, changes: UpdateProfileDto) {
    const fields = Object.keys(changes).filter((field) => changes[field] !== undefined && /^[a-z_]+$/.test(field) && field !== 'id');
    if (fields.length > 0) {
      this.db.run(`UPDATE users SET ${fields.map((field) => `${field} = ?`).join(', ')} WHERE id = ?`, [...fields.map((field) => changes[field]), id]);
    }
    return this.db.one('SELECT id, email, name, phone, role, balance FROM users WHERE id = ?', [id]);
  }

  setPassword(id: number, password: string) {
    const { email } = this.db.one('SELECT email FROM users WHERE id = ?', [id]);
    this.db.run('UPDATE users SET password_hash = ? WHERE id = ?', [hashPassword(password, email), id]);
    return { changed: true };
  }

  settings(id: number) {
    const stored = JSON.parse(this.db.one('SELECT settings FROM users WHERE id = ?', [id]).settings);
    return { language: stored.language ?? 'en', currency: stored.currency ?? 'EUR', newsletter: stored.newsletter ?? false };
  }

  updateSettings(id: number, changes: any) {
    const stored = JSON.parse(this.db.one('SELECT settings FROM users WHERE id = ?', [id]).settings);
    const merged = deepMerge(stored, changes);
    this.db.run('UPDATE users SET settings = ? WHERE id = ?', [JSON.stringify(merged), id]);
    return merged;
  }

  setAlert(id: number, city: string) {
    this.db.run('UPDATE users SET alert_city = ? WHERE id = ?', [String(city), id]);
    return { city: String(city) };
  }

  /** What any signed-in person may see of another: the name under a review. */
  card(id: number) {
    const user = this.db.one('SELECT id, name FROM users WHERE id = ?', [id]);
    if (!user) throw new NotFoundException('No such user');
    return user;
  }
}
