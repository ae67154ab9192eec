import { Body, Controller, Get, Header, HttpCode, Param, ParseIntPipe, Patch, Post, Query } from '@nestjs/common';
import { Caller, type Principal, Public, Roles } from '../common/decorators';
import { CreateEventDto, EventsQuery, ImportDto, PricePreviewDto, ReviewDto, UpdateEventDto } from './dto';
import { EventsService } from './events.service';

const numberPipe = new ParseIntPipe({ errorHttpStatusCode: 404 });

@Controller('api/events')
export class EventsController {
  constructor(private readonly events: EventsService) {}

  @Public()
  @Get()
  @Header('Cache-Control', 'public, max-age=30')
  list(@Query() query: EventsQuery) {
    return this.events.list(query);
  }

  @Roles('organiser')
  @Post()
  create(@Caller() { id }: Principal, @Body() dto: CreateEventDto) {
    return this.events.create(id, dto);
  }

  @Roles('organiser')
  @Post('import')
  import(@Caller() { id }: Principal, @Body() dto: ImportDto) {
    return this.events.importFrom(id, dto.url);
  }

  @Public()
  @Get(':id')
  detail(@Param('id', numberPipe) id: number) {
    return this.events.detail(id);
  }

  @Roles('organiser')
  @Patch(':id')
  update(@Caller() { id: organiser }: Principal, @Param('id', numberPipe) id: number, @Body() dto: UpdateEventDto) {
    return this.events.update(organiser, id, dto);
  }

  @Post(':id/reviews')
  review(@Caller() { id: user }: Principal, @Param('id', numberPipe) id: number, @Body() dto: ReviewDto) {
    return this.events.review(user, id, dto);
  }

  @Post(':id/price-preview')
  @HttpCode(200)
  pricePreview(@Param('id', numberPipe) id: number, @Body() dto: PricePreviewDto) {
    return this.events.pricePreview(id, dto.formula);
  }
}
