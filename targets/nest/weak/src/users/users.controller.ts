import { Body, Controller, Get, Param, Patch, Post, Put, UseGuards } from '@nestjs/common';
import { CurrentUser } from '../common/current-user.decorator';
import { JwtAuthGuard } from '../common/jwt-auth.guard';
import { UpdateProfileDto } from './update-profile.dto';
import { UsersService } from './users.service';

@Controller('users')
@UseGuards(JwtAuthGuard)
export class UsersController {
  constructor(private readonly users: UsersService) {}

  @Get('me')
  me(@CurrentUser('sub') id: number) {
    return this.users.findOne(id);
  }

  @Patch('me')
  update(@CurrentUser('sub') id: number, @Body() dto: UpdateProfileDto) {
    return this.users.update(id, dto);
  }

  @Put('me/password')
  changePassword(@CurrentUser('sub') id: number, @Body() body: any) {
    return this.users.setPassword(id, body.password);
  }

  @Get('me/settings')
  settings(@CurrentUser('sub') id: number) {
    return this.users.settings(id);
  }

  @Patch('me/settings')
  updateSettings(@CurrentUser('sub') id: number, @Body() body: any) {
    return this.users.updateSettings(id, body);
  }

  @Post('me/alerts')
  setAlert(@CurrentUser('sub') id: number, @Body('city') city: string) {
    return this.users.setAlert(id, city);
  }

  @Get(':id/card')
  card(@Param('id') id: string) {
    return this.users.card(Number(id) || 0);
  }
}
