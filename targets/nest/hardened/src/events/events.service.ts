import { ForbiddenException, Injectable, NotFoundException, UnprocessableEntityException } from '@nestjs/common';
import { ConfigService } from '@nestjs/config';
import { plainToInstance } from 'class-transformer';
import { validate } from 'class-validator';
import type { Settings } from '../config/settings';
import { DatabaseService } from '../database/database.service';
import { CreateEventDto, type EventsQuery, type ReviewDto, type UpdateEventDto } from './dto';
import { fetchFeed, requireListed } from './feed-client';
import { computed } from './formula';

const COLUMNS = 'id, title, city, starts_at AS startsAt, price, seats - sold AS available';
const ORDERS = { soonest: 'starts_at, id', cheapest: 'price, id', title: 'title, id' } as const;

@Injectable()
export class EventsService {
  constructor(
    private readonly database: DatabaseService,
    private readonly settings: ConfigService<Settings, true>,
  ) {}

  list({ city = null, order, limit, offset }: Omit<EventsQuery, 'city'> & { city?: string | null }) {
    return { events: this.database.all(`SELECT ${COLUMNS} FROM events WHERE ?1 IS NULL OR city = ?1 ORDER BY ${ORDERS[order]} LIMIT ?2 OFFSET ?3`, [city, limit, offset]) };
  }

  detail(id: number) {
    const event = this.database.one(
      `SELECT events.id, title, city, starts_at AS startsAt, price, seats - sold AS available, users.name AS organiser, (SELECT AVG(stars) FROM reviews WHERE event_id = events.id) AS stars
       FROM events LEFT JOIN users ON users.id = organiser WHERE events.id = ?`,
      [id],
    );
    if (event === undefined) throw new NotFoundException();
    return event;
  }

  create(organiser: string, { title, city, startsAt, price, seats }: CreateEventDto) {
    return this.database.one(`INSERT INTO events (title, city, starts_at, price, seats, organiser) VALUES (?, ?, ?, ?, ?, ?) RETURNING ${COLUMNS}`, [title, city, startsAt, price, seats, organiser]);
  }

  update(organiser: string, id: number, { title, price }: UpdateEventDto) {
    if (this.database.run('UPDATE events SET title = ?, price = ? WHERE id = ? AND organiser = ?', [title, price, id, organiser]) === 0) throw new NotFoundException();
    return this.detail(id);
  }

  async importFrom(organiser: string, address: string) {
    const text = await fetchFeed(requireListed(address, this.settings.get('feedHosts', { infer: true })));
    let feed: unknown;
    try {
      feed = JSON.parse(text);
    } catch {
      throw new UnprocessableEntityException('The feed is not valid');
    }
    const dto = plainToInstance(CreateEventDto, feed);
    if (Array.isArray(dto) || (await validate(dto, { whitelist: true, forbidNonWhitelisted: true, forbidUnknownValues: true })).length > 0) throw new UnprocessableEntityException('The feed is not valid');
    return this.create(organiser, dto);
  }

  /** One review a visitor, of what they were at. */
  review(user: string, id: number, { stars, body }: ReviewDto) {
    if (this.database.one("SELECT id FROM orders WHERE user_id = ? AND event_id = ? AND status = 'paid'", [user, id]) === undefined) throw new ForbiddenException('Reviews are for those who were there');
    this.database.run('INSERT INTO reviews VALUES (?, ?, ?, ?) ON CONFLICT (event_id, user_id) DO UPDATE SET stars = excluded.stars, body = excluded.body', [id, user, stars, body]);
    return { event: id, stars, body };
  }

  pricePreview(id: number, formula: string) {
    const event = this.database.one('SELECT price, seats, sold FROM events WHERE id = ?', [id]);
    if (event === undefined) throw new NotFoundException();
    return { base: event['price'], price: computed(formula, { price: event['price'], seats: event['seats'], sold: event['sold'] }) };
  }
}
