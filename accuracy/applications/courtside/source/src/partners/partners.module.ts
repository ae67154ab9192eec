import { HttpModule } from '@nestjs/axios';
import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Booking } from '../bookings/booking.entity';
import { PartnersController } from './partners.controller';
import { PartnersService } from './partners.service';

@Module({
  imports: [HttpModule.register({ timeout: 8_000, maxContentLength: 2_000_000 }), TypeOrmModule.forFeature([Booking])],
  controllers: [PartnersController],
  providers: [PartnersService],
})
export class PartnersModule {}
