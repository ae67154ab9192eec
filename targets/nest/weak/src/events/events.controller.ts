import { Body, Controller, Get, Param, ParseIntPipe, Patch, Post, Query, UseGuards } from '@nestjs/common';
import { CurrentUser } from '../common/current-user.decorator';
import { JwtAuthGuard } from '../common/jwt-auth.guard';
import { Roles } from '../common/roles.decorator';
import { RolesGuard } from '../common/roles.guard';
import { EventDto } from './dto';
import { EventsService } from './events.service';

@Controller('events')
export class EventsController {
  constructor(private readonly events: EventsService) {}

  @Get()
  list(@Query('city') city: string, @Query('when') when: string, @Query('sort') sort: string, @Query('limit') limit: string) {
    return this.events.list({ city, when, sort, limit });
  }

  @Post()
  @Roles('organiser', 'admin')
  @UseGuards(JwtAuthGuard, RolesGuard)
  create(@CurrentUser('sub') organiser: number, @Body() dto: EventDto) {
    return this.events.create(organiser, dto);
  }

  @Post('import')
  @UseGuards(JwtAuthGuard)
  import(@CurrentUser('sub') organiser: number, @Body('url') url: string) {
    return this.events.importFrom(organiser, url);
  }

  @Get(':id')
  detail(@Param('id') id: string) {
    return this.events.detail(id);
  }

  @Patch(':id')
  @Roles('organiser', 'admin')
  @UseGuards(JwtAuthGuard, RolesGuard)
  update(@Param('id') id: string, @Body() body: any) {
    return this.events.update(id, body);
  }

  @Get(':id/similar')
  similar(@Param('id', ParseIntPipe) id: number) {
    return this.events.similar(id);
  }

  @Post(':id/favourite')
  @UseGuards(JwtAuthGuard)
  favourite(@Param('id', ParseIntPipe) id: number, @CurrentUser('sub') user: number) {
    return this.events.favourite(id, user);
  }

  @Post(':id/reviews')
  @UseGuards(JwtAuthGuard)
  review(@Param('id', ParseIntPipe) id: number, @CurrentUser('sub') user: number, @Body() body: any) {
    return this.events.review(id, user, body);
  }

  @Post(':id/price-preview')
  @UseGuards(JwtAuthGuard)
  pricePreview(@Param('id') id: string, @Body('formula') formula: string) {
    return this.events.pricePreview(id, formula);
  }

  @Get(':id/price')
  price(@Param('id', ParseIntPipe) id: number, @Query('currency') currency: string) {
    return this.events.priceIn(id, currency);
  }
}
