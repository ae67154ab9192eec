import * as v from 'valibot';
import * as scores from '../data/scores.js';
import { html } from '../pages/html.js';
import { field, form, more, send } from '../pages/layout.js';
import { area, kinds } from '../web/area.js';

export const library = area('/scores');

const Search = v.object({ ...kinds.paging, q: v.optional(v.pipe(v.string(), v.trim(), v.maxLength(80)), '') });
const isPdf = (file) => file?.buffer.subarray(0, 5).toString('latin1') === '%PDF-';

library.page('/', { role: 'singer', query: Search }, async (ctx) => {
  const { q, page } = ctx.state.query;
  const { choir, role } = ctx.state.member;
  const rows = await scores.search(choir, q, page);
  const keeps = role !== 'singer';
  const items = rows.map((row) => html`<li><a href="/scores/${row.id}/file">${row.title}</a>${keeps && form(ctx, `/scores/${row.id}/remove`, 'Remove')}</li>`);
  const add = html`${field('Title', 'title')}<input type="file" name="file" accept="application/pdf" required>`;
  send(ctx, 'Scores', html`
    <form action="/scores"><input name="q" value="${q}"><button>Search</button></form>
    <ul>${items}</ul>${!q && more(ctx, page, rows, 40)}
    ${keeps && form(ctx, '/scores', 'Add', add, 'multipart/form-data')}`);
});

library.action('/', { role: 'librarian', form: v.object({ title: kinds.text(160) }), budget: 'upload', upload: true }, async (ctx) => {
  if (!isPdf(ctx.file)) ctx.throw(415, 'Only PDF files, please.');
  if (!(await scores.add(ctx.state.member, ctx.state.form.title, ctx.file.buffer))) ctx.throw(409, 'The library is full.');
  ctx.redirect('/scores');
});

/** The file is never shown inside our pages, and its name is ours. */
library.page('/:id/file', { role: 'singer', params: kinds.id }, async (ctx) => {
  const row = await scores.file(ctx.state.member.choir, ctx.state.params.id);
  if (!row) ctx.throw(404, 'There is no such score.');
  ctx.set('content-disposition', `attachment; filename="score-${ctx.state.params.id}.pdf"`);
  ctx.set('content-security-policy', "default-src 'none'; sandbox");
  ctx.type = 'application/pdf';
  ctx.body = row.pdf;
});

library.action('/:id/remove', { role: 'librarian', params: kinds.id }, async (ctx) => {
  if (!(await scores.remove(ctx.state.member, ctx.state.params.id))) ctx.throw(404, 'There is no such score.');
  ctx.redirect('/scores');
});
