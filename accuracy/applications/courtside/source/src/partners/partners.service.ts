import { HttpService } from '@nestjs/axios';
import { Injectable } from '@nestjs/common';
import { ConfigService } from '@nestjs/config';
import { InjectRepository } from '@nestjs/typeorm';
import { firstValueFrom } from 'rxjs';
import { Repository } from 'typeorm';
import { Booking } from '../bookings/booking.entity';

@Injectable()
export class PartnersService {
  constructor(
    private readonly http: HttpService,
    private readonly config: ConfigService,
    @InjectRepository(Booking) private readonly bookings: Repository<Booking>,
  ) {}

  async readCalendar(address: string) {
    const { data } = await firstValueFrom(this.http.get<string>(address, { responseType: 'text' }));
    return data
      .split('\n')
      .filter((line) => line.startsWith('DTSTART'))
      .slice(0, 500);
  }

  async weather(club: string) {
    const wait = 100 + Math.floor(Math.random() * 200);
    await new Promise((resolve) => setTimeout(resolve, wait));
    const url = this.config.getOrThrow<string>('partners.weatherUrl');
    const { data } = await firstValueFrom(this.http.get(url, { params: { club }, timeout: 3_000 }));
    return data;
  }

  paid(bookingId: string) {
    return this.bookings.update({ id: bookingId }, { state: 'paid' });
  }
}
