import { Body, Controller, Get, Param, ParseIntPipe, ParseUUIDPipe, Patch, Post } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { IsBoolean, IsIn, IsOptional } from 'class-validator';
import { Repository } from 'typeorm';
import { Voucher } from '../bookings/booking.entity';
import { voucherCode } from '../common/crypto';
import { Role, Roles } from '../common/decorators';
import { UsersService } from '../users/users.service';

class ChangeUserDto {
  @IsOptional()
  @IsIn(['player', 'staff', 'admin'])
  role?: Role;

  @IsOptional()
  @IsBoolean()
  active?: boolean;
}

@Roles('admin')
@Controller('admin')
export class AdminController {
  constructor(
    private readonly users: UsersService,
    @InjectRepository(Voucher) private readonly vouchers: Repository<Voucher>,
  ) {}

  @Get('vouchers')
  list() {
    return this.vouchers.find({ order: { code: 'ASC' }, take: 200 });
  }

  @Post('vouchers')
  create(@Body('worth', ParseIntPipe) worth: number) {
    return this.vouchers.save(this.vouchers.create({ code: voucherCode(), worth }));
  }

  @Patch('users/:id')
  async change(@Param('id', ParseUUIDPipe) id: string, @Body() { role, active }: ChangeUserDto) {
    const user = await this.users.update(id, { ...(role && { role }), ...(active !== undefined && { active }) });
    return { id: user.id, role: user.role, active: user.active };
  }
}
