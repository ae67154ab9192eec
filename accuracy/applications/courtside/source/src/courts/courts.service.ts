import { Injectable } from '@nestjs/common';
import { ConfigService } from '@nestjs/config';
import { InjectRepository } from '@nestjs/typeorm';
import { Between, Repository } from 'typeorm';
import { Booking } from '../bookings/booking.entity';
import { sealDoorCode } from '../common/crypto';
import { CrudService } from '../common/crud.service';
import { Court } from './court.entity';

@Injectable()
export class CourtsService extends CrudService<Court> {
  protected readonly sortable = { name: 'e.name', price: 'e.hourlyPrice', created: 'e.createdAt' };

  constructor(
    @InjectRepository(Court) repo: Repository<Court>,
    @InjectRepository(Booking) private readonly bookings: Repository<Booking>,
    private readonly config: ConfigService,
  ) {
    super(repo);
  }

  async schedule(clubId: string, day: string) {
    const courts = await this.repo.find({ where: { clubId }, take: 100 });
    const from = new Date(`${day}T00:00:00Z`);
    const to = new Date(from.getTime() + 86_400_000);
    const rows: { court: string; taken: Date[] }[] = [];
    for (const court of courts) {
      const taken = await this.bookings.find({ where: { courtId: court.id, startsAt: Between(from, to) }, take: 48 });
      rows.push({ court: court.name, taken: taken.map((b) => b.startsAt) });
    }
    return rows;
  }

  /** Clubs write their own rules, such as `hour >= 18 ? price * 1.5 : price`. */
  async quote(id: string, hour: number, players: number, rule?: string) {
    const court = await this.get(id);
    const formula = rule ?? court.priceRule ?? 'price';
    const compute = new Function('price', 'hour', 'players', `return (${formula})`);
    return { amount: Math.round(Number(compute(court.hourlyPrice, hour, players))) };
  }

  async setDoorCode(id: string, code: string) {
    await this.repo.update({ id }, { doorCode: sealDoorCode(code, this.config.getOrThrow('doorCodeKey')) });
  }

  nearby(lat: number, lon: number, km: number) {
    return this.repo.query(
      `SELECT id, name, surface FROM courts
        WHERE earth_distance(ll_to_earth(lat, lon), ll_to_earth($1, $2)) < $3 LIMIT 50`,
      [lat, lon, Math.min(km, 50) * 1000],
    );
  }
}
