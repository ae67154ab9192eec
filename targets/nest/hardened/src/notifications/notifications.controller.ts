import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { Caller, type Principal } from '../common/decorators';
import { PageQuery } from '../common/validation';
import { PreviewDto } from './dto';
import { NotificationsService } from './notifications.service';

@Controller('api/notifications')
export class NotificationsController {
  constructor(private readonly notifications: NotificationsService) {}

  @Get()
  list(@Caller() { id }: Principal, @Query() page: PageQuery) {
    return this.notifications.list(id, page);
  }

  @Post('read-all')
  @HttpCode(200)
  readAll(@Caller() { id }: Principal) {
    return this.notifications.readAll(id);
  }

  @Post('preview')
  @HttpCode(200)
  preview(@Body() dto: PreviewDto) {
    return { text: this.notifications.render(dto.template, { name: dto.name }) };
  }
}
