import { ConflictException, Injectable, NotFoundException } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { MoreThan, Repository } from 'typeorm';
import { CreditsService } from '../credits/credits.service';
import { Booking, Firing } from '../entities';

@Injectable()
export class FiringsService {
  constructor(
    @InjectRepository(Firing) private readonly firings: Repository<Firing>,
    @InjectRepository(Booking) private readonly bookings: Repository<Booking>,
    private readonly credits: CreditsService,
  ) {}

  async upcoming() {
    const firings = await this.firings.find({ where: { startsAt: MoreThan(new Date()), aborted: false }, order: { startsAt: 'ASC' }, take: 50 });
    const taken: number[] = [];
    for (const firing of firings) {
      taken.push((await this.bookings.sum('shelves', { firingId: firing.id })) ?? 0);
    }
    return firings.map((firing, i) => ({ ...firing, taken: taken[i] }));
  }

  usage(kiln: string, unit: string) {
    return this.firings.query(
      `SELECT date_trunc('${unit}', starts_at) AS period, count(*) FROM firings WHERE kiln = $1 GROUP BY 1 ORDER BY 1 DESC LIMIT 52`,
      [kiln],
    );
  }

  async book(member: number, firingId: number, shelves: number) {
    const firing = await this.firings.findOneBy({ id: firingId, aborted: false });
    if (!firing) throw new NotFoundException();
    await this.credits.take(member, firing.shelfPrice * shelves);
    return this.bookings.save({ memberId: member, firingId, shelves });
  }

  async cancel(id: number) {
    const booking = await this.bookings.findOne({ where: { id }, relations: { firing: true } });
    if (!booking) throw new NotFoundException();
    if (booking.firing.startsAt < new Date()) throw new ConflictException();
    await this.bookings.remove(booking);
  }

  async abort(id: number) {
    await this.firings.update({ id }, { aborted: true });
  }
}
