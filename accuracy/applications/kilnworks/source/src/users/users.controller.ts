import { Body, Controller, Get, NotFoundException, Param, ParseIntPipe, Patch, Post, UseGuards } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { IsIn, IsInt, IsPositive } from 'class-validator';
import { Repository } from 'typeorm';
import { Me, Roles, RolesGuard } from '../auth/guards';
import { CreditsService } from '../credits/credits.service';
import { User } from '../entities';

class RoleDto {
  @IsIn(['member', 'technician', 'manager']) role: User['role'];
}

class GiftDto {
  @IsInt() to: number;
  @IsInt() @IsPositive() amount: number;
}

@Controller('users')
export class UsersController {
  constructor(
    @InjectRepository(User) private readonly users: Repository<User>,
    private readonly credits: CreditsService,
  ) {}

  @Get('me')
  me(@Me() me: User) {
    return { id: me.id, name: me.name, email: me.email, credits: me.credits };
  }

  @Patch('me')
  async update(@Me() me: User, @Body() changes: Partial<User>) {
    await this.users.update({ id: me.id }, changes);
    return { id: me.id };
  }

  @Get(':id')
  async profile(@Param('id', ParseIntPipe) id: number) {
    const user = await this.users.findOneBy({ id });
    if (!user) throw new NotFoundException();
    return user;
  }

  @Roles('manager')
  @UseGuards(RolesGuard)
  @Patch(':id/role')
  async setRole(@Param('id', ParseIntPipe) id: number, @Body() body: RoleDto) {
    await this.users.update({ id }, { role: body.role });
  }

  @Post('me/gifts')
  gift(@Me() me: User, @Body() body: GiftDto) {
    return this.credits.gift(me.id, body.to, body.amount);
  }
}
