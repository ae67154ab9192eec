import { Injectable } from '@nestjs/common';
import { DatabaseService, type Row } from '../database/database.service';

/** The text as a part of a LIKE pattern that means itself. */
const contains = (text: string): string => `%${text.replace(/[\\%_]/g, '\\$&')}%`;

@Injectable()
export class SearchService {
  constructor(private readonly database: DatabaseService) {}

  find(q: string): Row[] {
    return this.database.all("SELECT id, title, city, starts_at AS startsAt FROM events WHERE title LIKE ?1 ESCAPE '\\' OR city LIKE ?1 ESCAPE '\\' ORDER BY starts_at LIMIT 20", [contains(q)]);
  }

  suggest(q: string): string[] {
    return this.database.all("SELECT title FROM events WHERE title LIKE ? ESCAPE '\\' ORDER BY title LIMIT 5", [contains(q)]).map((row) => row['title']);
  }

  faq(): Row[] {
    return this.database.all('SELECT id, slug, question FROM faq ORDER BY id LIMIT 50');
  }

  answer(id: number): Row | undefined {
    return this.database.one('SELECT id, slug, question, answer FROM faq WHERE id = ?', [id]);
  }

  answerOf(slug: string): Row | undefined {
    return this.database.one('SELECT question, answer FROM faq WHERE slug = ?', [slug]);
  }
}
