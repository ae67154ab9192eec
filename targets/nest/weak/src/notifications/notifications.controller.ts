import { Body, Controller, Get, HttpCode, Post, UseGuards } from '@nestjs/common';
import { CurrentUser } from '../common/current-user.decorator';
import { JwtAuthGuard } from '../common/jwt-auth.guard';
import { NotificationsService } from './notifications.service';

@Controller('notifications')
@UseGuards(JwtAuthGuard)
export class NotificationsController {
  constructor(private readonly notifications: NotificationsService) {}

  @Get()
  list(@CurrentUser('sub') user: number) {
    return this.notifications.list(user);
  }

  @Get('read-all')
  readAll(@CurrentUser('sub') user: number) {
    return this.notifications.readAll(user);
  }

  @Get('digest')
  digest(@CurrentUser('sub') user: number) {
    return this.notifications.digest(user);
  }

  @Post('preview')
  @HttpCode(200)
  preview(@Body() body: { template: string; values?: Record<string, string> }) {
    return { text: this.notifications.render(body.template, body.values ?? {}) };
  }

  @Post('signature')
  @HttpCode(200)
  signature(@Body('name') name: string) {
    return { text: this.notifications.signature(String(name)) };
  }
}
