import { Body, Controller, Delete, Get, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { Type } from 'class-transformer';
import { IsDate, IsString, IsUUID, Length, MaxLength } from 'class-validator';
import { CurrentUser } from '../common/decorators';
import { User } from '../users/user.entity';
import { BookingsService } from './bookings.service';

class CreateBookingDto {
  @IsUUID()
  courtId: string;

  @Type(() => Date)
  @IsDate()
  startsAt: Date;

  @IsString()
  @MaxLength(500)
  note: string;
}

class RedeemDto {
  @IsString()
  @Length(8, 8)
  code: string;
}

@Controller('bookings')
export class BookingsController {
  constructor(private readonly bookings: BookingsService) {}

  @Get()
  mine(@CurrentUser() user: User) {
    return this.bookings.mine(user.id);
  }

  @Get(':id')
  one(@Param('id', ParseUUIDPipe) id: string) {
    return this.bookings.find(id);
  }

  @Post()
  create(@CurrentUser() user: User, @Body() dto: CreateBookingDto) {
    return this.bookings.create(user, dto.courtId, dto.startsAt, dto.note);
  }

  @Delete(':id')
  cancel(@CurrentUser() user: User, @Param('id', ParseUUIDPipe) id: string) {
    return this.bookings.cancel(id, user.id);
  }

  @Post('vouchers/redeem')
  redeem(@CurrentUser() user: User, @Body() dto: RedeemDto) {
    return this.bookings.redeem(user, dto.code);
  }
}
