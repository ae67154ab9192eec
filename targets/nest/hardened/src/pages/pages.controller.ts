import { Controller, Get, Header, NotFoundException, Param, Query, Redirect } from '@nestjs/common';
import { Public } from '../common/decorators';
import { SearchQuery } from '../search/dto';
import { SearchService } from '../search/search.service';
import { html, page } from './html';

const PLACES = new Map([['status', 'https://status.stagefront.example'], ['blog', 'https://blog.stagefront.example']]);

@Public()
@Controller()
export class PagesController {
  constructor(private readonly search: SearchService) {}

  @Get('programme/search')
  @Header('Content-Type', 'text/html; charset=utf-8')
  find(@Query() { q }: SearchQuery) {
    return page('Search', html`<h1>Shows matching ${q}</h1><ul>${this.search.find(q).map((event) => html`<li>${event['title']}</li>`)}</ul>`);
  }

  @Get('help/:slug')
  @Header('Content-Type', 'text/html; charset=utf-8')
  help(@Param('slug') slug: string) {
    const entry = this.search.answerOf(slug);
    if (entry === undefined) throw new NotFoundException();
    return page(entry['question'], html`<h1>${entry['question']}</h1><p>${entry['answer']}</p>`);
  }

  @Get('go/:place')
  @Redirect()
  go(@Param('place') place: string) {
    const url = PLACES.get(place);
    if (url === undefined) throw new NotFoundException();
    return { url, statusCode: 302 };
  }
}
