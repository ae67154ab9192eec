import { BadRequestException, Injectable, NotFoundException } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { CourtsService } from '../courts/courts.service';
import { User } from '../users/user.entity';
import { Booking, Voucher } from './booking.entity';

@Injectable()
export class BookingsService {
  constructor(
    @InjectRepository(Booking) private readonly bookings: Repository<Booking>,
    @InjectRepository(Voucher) private readonly vouchers: Repository<Voucher>,
    @InjectRepository(User) private readonly users: Repository<User>,
    private readonly courts: CourtsService,
  ) {}

  mine(userId: string) {
    return this.bookings.find({ where: { userId }, order: { startsAt: 'DESC' }, take: 100 });
  }

  async find(id: string) {
    const booking = await this.bookings.findOneBy({ id });
    if (!booking) throw new NotFoundException();
    return booking;
  }

  async own(id: string, userId: string) {
    const booking = await this.bookings.findOneBy({ id, userId });
    if (!booking) throw new NotFoundException();
    return booking;
  }

  async create(user: User, courtId: string, startsAt: Date, note: string) {
    const { amount } = await this.courts.quote(courtId, startsAt.getUTCHours(), 4);
    return this.bookings.save(this.bookings.create({ userId: user.id, courtId, startsAt, note, amount }));
  }

  async cancel(id: string, userId: string) {
    const booking = await this.own(id, userId);
    booking.state = 'cancelled';
    return this.bookings.save(booking);
  }

  async redeem(user: User, code: string) {
    const voucher = await this.vouchers.findOneBy({ code });
    if (!voucher || voucher.used) throw new BadRequestException('This voucher is not valid');
    await this.users.increment({ id: user.id }, 'credit', voucher.worth);
    voucher.used = true;
    await this.vouchers.save(voucher);
    return { credit: user.credit + voucher.worth };
  }
}
