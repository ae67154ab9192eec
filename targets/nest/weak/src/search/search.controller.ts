import { Controller, Get, NotFoundException, Param, Query } from '@nestjs/common';
import { DatabaseService } from '../database/database.service';
import { SearchService } from './search.service';

@Controller()
export class SearchController {
  constructor(
    private readonly search: SearchService,
    private readonly db: DatabaseService,
  ) {}

  @Get('search')
  find(@Query('q') q = '') {
    return this.search.find(q);
  }

  @Get('suggest')
  suggest(@Query('q') q = '') {
    return { q, message: `Nothing matches "${q}" better than these`, titles: this.search.suggest(String(q)) };
  }

  @Get('faq')
  faq() {
    return this.db.all('SELECT id, slug, question FROM faq ORDER BY id LIMIT 50');
  }

  @Get('faq/:id')
  answer(@Param('id') id: string) {
    const entry = this.db.one('SELECT * FROM faq WHERE id = ?', [Number(id) || 0]);
    if (!entry) throw new NotFoundException('No such question');
    return entry;
  }
}
