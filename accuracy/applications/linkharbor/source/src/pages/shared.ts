import { Hono } from 'hono';
import { html } from 'hono/html';
import { sql } from 'kysely';
import { z } from 'zod';
import type { App, Parts } from '../core/app-types.js';
import { input } from '../core/input.js';
import { limited } from '../core/limits.js';
import { found } from '../core/outcome.js';
import { digest } from '../core/secrets.js';
import { linksOf } from '../data/link-query.js';

const Token = z.object({ token: z.string().regex(/^[\w-]{43}$/) });

/** The only page that strangers see. Everything in it goes through the template, which escapes; addresses were checked when they were saved. */
export function sharedPages({ db }: Parts) {
  const app = new Hono<App>();

  app.get('/:token', limited(60, 60), async (c) => {
    const { token } = input.params(c, Token);
    const share = found(
      await db.selectFrom('shares').where('digest', '=', digest(token)).where('expires_at', '>', new Date()).select(['group_id', 'tag', 'title']).executeTakeFirst(),
    );
    const links = await linksOf(db, share.group_id)
      .where(sql<boolean>`links.tags @> ARRAY[${share.tag}]::text[]`)
      .orderBy('links.saved_at', 'desc')
      .limit(200)
      .execute();
    c.header('Referrer-Policy', 'no-referrer');
    c.header('X-Robots-Tag', 'noindex');
    return c.html(
      html`<!doctype html>
        <html lang="en">
          <head><meta charset="utf-8" /><title>${share.title}</title></head>
          <body>
            <h1>${share.title}</h1>
            <ul>
              ${links.map((link) => html`<li><a href="${link.url}" rel="noopener noreferrer nofollow">${link.title}</a> ${link.note}</li>`)}
            </ul>
          </body>
        </html>`,
    );
  });

  return app;
}
