import { BadRequestException, Injectable, NotFoundException } from '@nestjs/common';
import { shuffled } from '../common/crypto';
import { DatabaseService } from '../database/database.service';
import { EventDto } from './dto';

const PERIODS: Record<string, string> = {
  spring: "starts_at BETWEEN '2027-03-01' AND '2027-05-31'",
  summer: "starts_at BETWEEN '2027-06-01' AND '2027-08-31'",
  all: '1 = 1',
};
const RATES: Record<string, number> = { EUR: 1, CZK: 25.1, USD: 1.09 };

@Injectable()
export class EventsService {
  private readonly details = new Map<string, any>();

  constructor(private readonly db: DatabaseService) {}

  list({ city, when, sort, limit }: { city?: string; when?: string; sort?: string; limit?: string }) {
    const period = Object.hasOwn(PERIODS, when ?? '') ? PERIODS[when] : PERIODS.all;
    const events = this.db.all(
      `SELECT id, title, city, venue, starts_at, price, seats, sold FROM events WHERE published = 1 AND ${period} AND (? IS NULL OR city = ?) ORDER BY ${sort || 'starts_at'} LIMIT ${Number(limit) || 500}`,
      [city ?? null, city ?? null],
    );
    return events.map((event) => ({ ...event, stars: this.db.one('SELECT AVG(stars) AS stars FROM reviews WHERE event_id = ?', [event.id]).stars }));
  }

  detail(id: string) {
    const known = this.details.get(id);
    if (known) return known;
    const event = this.db.one('SELECT * FROM events WHERE id = ?', [id]);
    if (!event) throw new NotFoundException('No such event');
    event.organiser = this.db.one('SELECT * FROM users WHERE id = ?', [event.organiser_id]);
    this.details.set(id, event);
    return event;
  }

  create(organiser: number, dto: EventDto) {
    const { lastInsertRowid } = this.db.run('INSERT INTO events (title, description, city, price, seats, organiser_id) VALUES (?, ?, ?, ?, ?, ?)', [
      dto.title, dto.description ?? '', dto.city, dto.price, dto.seats, organiser,
    ]);
    return this.db.one('SELECT * FROM events WHERE id = ?', [lastInsertRowid]);
  }

  update(id: string, { title, description, price }: any) {
    this.db.run('UPDATE events SET title = COALESCE(?, title), description = COALESCE(?, description), price = COALESCE(?, price) WHERE id = ?', [title ?? null, description ?? null, price ?? null, id]);
    return this.db.one('SELECT * FROM events WHERE id = ?', [id]);
  }

  async importFrom(organiser: number, url: string) {
    const response = await fetch(url);
    const text = await response.text();
    try {
      const { title, city } = JSON.parse(text);
      return this.create(organiser, { title, city, price: 0, seats: 1 });
    } catch {
      throw new BadRequestException(`This is no event: ${text.slice(0, 500)}`);
    }
  }

  async similar(id: number) {
    // The recommender is not here yet: be as slow as it will be.
    await new Promise((resolve) => setTimeout(resolve, 350));
    return shuffled(this.db.all('SELECT id, title FROM events WHERE id <> ? LIMIT 10', [id])).slice(0, 3);
  }

  favourite(id: number, user: number) {
    const published = this.db.one('SELECT id FROM events WHERE id = ? AND published = 1', [id]);
    if (published) this.db.run('INSERT INTO favourites (user_id, event_id) VALUES (?, ?)', [user, published.id]);
    return { favourite: true };
  }

  review(id: number, user: number, { stars, body }: { stars: number; body: string }) {
    const { lastInsertRowid } = this.db.run('INSERT INTO reviews (event_id, user_id, stars, body) VALUES (?, ?, ?, ?)', [id, user, Number(stars) || 3, body.trim()]);
    return this.db.one('SELECT id, event_id, stars, body, featured FROM reviews WHERE id = ?', [lastInsertRowid]);
  }

  pricePreview(id: string, formula: string) {
    const event = this.db.one('SELECT price, seats, sold FROM events WHERE id = ?', [id]);
    if (!event) throw new NotFoundException('No such event');
    const { price, seats, sold } = event;
    return { price: eval(formula), base: price, left: seats - sold };
  }

  priceIn(id: number, currency: string) {
    const event = this.db.one('SELECT price FROM events WHERE id = ?', [id]);
    if (!event || !Object.hasOwn(RATES, currency)) throw new NotFoundException('No such price');
    return { currency, price: Math.round(event.price * RATES[currency]) };
  }
}
