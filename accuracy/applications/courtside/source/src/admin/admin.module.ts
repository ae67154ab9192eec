import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Voucher } from '../bookings/booking.entity';
import { UsersModule } from '../users/users.module';
import { AdminController } from './admin.controller';

@Module({ imports: [UsersModule, TypeOrmModule.forFeature([Voucher])], controllers: [AdminController] })
export class AdminModule {}
