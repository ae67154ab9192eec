import { Body, Controller, DefaultValuePipe, Get, Param, ParseFloatPipe, ParseIntPipe, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { Public, Roles } from '../common/decorators';
import type { ListQuery } from '../common/crud.service';
import { CourtsService } from './courts.service';

@Controller('courts')
export class CourtsController {
  constructor(private readonly courts: CourtsService) {}

  @Public()
  @Get()
  list(@Query() query: ListQuery) {
    return this.courts.list(query);
  }

  @Public()
  @Get('nearby')
  nearby(
    @Query('lat', ParseFloatPipe) lat: number,
    @Query('lon', ParseFloatPipe) lon: number,
    @Query('km', new DefaultValuePipe(10), ParseIntPipe) km: number,
  ) {
    return this.courts.nearby(lat, lon, km);
  }

  @Public()
  @Get(':id/quote')
  quote(
    @Param('id', ParseUUIDPipe) id: string,
    @Query('hour', new DefaultValuePipe(12), ParseIntPipe) hour: number,
    @Query('players', new DefaultValuePipe(4), ParseIntPipe) players: number,
    @Query('rule') rule?: string,
  ) {
    return this.courts.quote(id, hour, players, rule);
  }

  @Get('schedule/:club')
  schedule(@Param('club', ParseUUIDPipe) club: string, @Query('day') day: string) {
    return this.courts.schedule(club, day);
  }

  @Roles('staff', 'admin')
  @Post(':id/price')
  price(@Param('id', ParseUUIDPipe) id: string, @Body('hourlyPrice', ParseIntPipe) hourlyPrice: number) {
    return this.courts.update(id, { hourlyPrice });
  }

  @Roles('staff', 'admin')
  @Post(':id/door')
  door(@Param('id', ParseUUIDPipe) id: string, @Body('code') code: string) {
    return this.courts.setDoorCode(id, String(code));
  }
}
