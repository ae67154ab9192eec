import { Body, Controller, Get, HttpCode, Patch, Post, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Caller, type Principal, Roles, Sensitive } from '../common/decorators';
import { ChangePasswordDto, PayoutDto, SettingsDto, UpdateProfileDto } from './dto';
import { UsersService } from './users.service';

@Controller('api/users/me')
export class UsersController {
  constructor(private readonly users: UsersService) {}

  @Get()
  me(@Caller() { id }: Principal) {
    return this.users.profile(id);
  }

  @Patch()
  update(@Caller() { id }: Principal, @Body() dto: UpdateProfileDto) {
    return this.users.rename(id, dto.name);
  }

  @Sensitive()
  @Post('password')
  @HttpCode(204)
  changePassword(@Caller() caller: Principal, @Body() dto: ChangePasswordDto, @Req() request: Request, @Res({ passthrough: true }) response: Response): Promise<void> {
    return this.users.changePassword(caller, dto, request.ip ?? '', response);
  }

  @Get('settings')
  settings(@Caller() { id }: Principal) {
    return this.users.settings(id);
  }

  @Patch('settings')
  updateSettings(@Caller() { id }: Principal, @Body() dto: SettingsDto) {
    return this.users.updateSettings(id, dto);
  }

  @Roles('organiser')
  @Post('payout')
  @HttpCode(204)
  payout(@Caller() { id }: Principal, @Body() dto: PayoutDto): void {
    this.users.setPayout(id, dto.iban);
  }
}
