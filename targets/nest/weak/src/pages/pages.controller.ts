import { Controller, Get, Header, NotFoundException, Param, ParseIntPipe, Query, Redirect, Res } from '@nestjs/common';
import { Response } from 'express';
import { DatabaseService } from '../database/database.service';
import { escapeHtml, isSlug, page } from './html';

const PLACES: Record<string, string> = { status: 'https://status.stagefront.example', blog: 'https://blog.stagefront.example' };

@Controller()
export class PagesController {
  constructor(private readonly db: DatabaseService) {}

  /** Widget that promoters put on their sites. */
  @Get('embed/search')
  @Header('Content-Type', 'text/html; charset=utf-8')
  search(@Query('q') q = '') {
    const found = this.db.all('SELECT title FROM events WHERE title LIKE ? LIMIT 20', [`%${q}%`]);
    return page('Search', `<h2>Shows matching ${q}</h2><ul>${found.map((event) => `<li>${escapeHtml(event.title)}</li>`).join('')}</ul>`);
  }

  @Get('embed/events/:id')
  @Header('Content-Type', 'text/html; charset=utf-8')
  event(@Param('id', ParseIntPipe) id: number) {
    const event = this.db.one('SELECT title, description FROM events WHERE id = ?', [id]);
    if (!event) throw new NotFoundException('No such event');
    const reviews = this.db.all('SELECT stars, body FROM reviews WHERE event_id = ? ORDER BY id DESC LIMIT 10', [id]);
    return page(escapeHtml(event.title), `<h1>${escapeHtml(event.title)}</h1>${reviews.map((review) => `<blockquote>${review.body}</blockquote>`).join('')}`);
  }

  @Get('embed/faq/:slug')
  faq(@Param('slug') slug: string, @Res() res: Response) {
    const entry = isSlug(slug) ? this.db.one('SELECT question, answer FROM faq WHERE slug = ?', [slug]) : undefined;
    res.type('html');
    if (!entry) {
      res.status(404).send(page('Not found', `<p>Nobody has asked about <q>${escapeHtml(slug)}</q> yet.</p>`));
      return;
    }
    res.send(page(escapeHtml(entry.question), `<p>${escapeHtml(entry.answer)}</p>`));
  }

  @Get('go/:place')
  @Redirect()
  go(@Param('place') place: string) {
    if (!Object.hasOwn(PLACES, place)) throw new NotFoundException('No such place');
    return { url: PLACES[place], statusCode: 302 };
  }

  @Get('app/{*path}')
  @Header('Content-Type', 'text/html; charset=utf-8')
  app() {
    return page('Stagefront', '<div id="app"></div>');
  }
}
