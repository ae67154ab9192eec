import { Controller, Get, Header, Headers, NotFoundException, Param, ParseIntPipe, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Public } from '../common/decorators';
import { etagOf } from '../common/digest';
import { SearchQuery } from './dto';
import { SearchService } from './search.service';

@Public()
@Controller('api')
export class SearchController {
  constructor(private readonly search: SearchService) {}

  @Get('search')
  find(@Query() { q }: SearchQuery) {
    return { q, events: this.search.find(q) };
  }

  @Get('suggest')
  suggest(@Query() { q }: SearchQuery) {
    return { message: `Nothing matches "${q}" better than these`, titles: this.search.suggest(q) };
  }

  @Get('faq')
  faq(@Headers('if-none-match') known: string | undefined, @Res({ passthrough: true }) response: Response) {
    const body = { faq: this.search.faq() };
    const etag = etagOf(body);
    response.setHeader('Cache-Control', 'public, max-age=300').setHeader('ETag', etag);
    if (known !== etag) return body;
    response.status(304);
    return undefined;
  }

  @Get('faq/:id')
  @Header('Cache-Control', 'public, max-age=300')
  answer(@Param('id', new ParseIntPipe({ errorHttpStatusCode: 404 })) id: number) {
    const entry = this.search.answer(id);
    if (entry === undefined) throw new NotFoundException();
    return entry;
  }
}
