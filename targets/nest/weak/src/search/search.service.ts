import { Injectable } from '@nestjs/common';
import { DatabaseService } from '../database/database.service';

@Injectable()
export class SearchService {
  private readonly results = new Map<string, any[]>();

  constructor(private readonly db: DatabaseService) {}

  find(q: string) {
    if (!this.results.has(q)) {
      const sql = "SELECT id, title, city, starts_at FROM events WHERE published = 1 AND (title LIKE '%" + q + "%' OR city LIKE '%" + q + "%') LIMIT 50";
      this.results.set(q, this.db.all(sql));
    }
    return this.results.get(q);
  }

  suggest(q: string): string[] {
    return this.db.all('SELECT title FROM events WHERE title LIKE ? LIMIT 5', [`%${q}%`]).map((row) => row.title);
  }
}
