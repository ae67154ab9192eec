import * as v from 'valibot';
import * as rehearsals from '../data/rehearsals.js';
import { html } from '../pages/html.js';
import { field, form, more, send } from '../pages/layout.js';
import { area, kinds } from '../web/area.js';

export const rehearsalArea = area('/rehearsals');

const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeStyle: 'short' });
const Plan = v.object({
  starts: v.pipe(v.string(), v.isoDateTime(), v.transform((at) => new Date(at)), v.check((at) => at > new Date(), 'in the past')),
  place: kinds.text(120),
  text: kinds.text(4000),
});
const Answer = v.object({ coming: v.pipe(v.picklist(['yes', 'no']), v.transform((word) => word === 'yes')) });

rehearsalArea.page('/', { role: 'singer', query: v.object(kinds.paging) }, async (ctx) => {
  const { page } = ctx.state.query;
  const rows = await rehearsals.upcoming(ctx.state.member.choir, page);
  const items = rows.map((row) => html`<li><a href="/rehearsals/${row.id}">${day.format(row.starts_at)}</a> ${row.place} ${row.cancelled && 'cancelled'}</li>`);
  send(ctx, 'Rehearsals', html`<ul>${items}</ul>${more(ctx, page, rows, rehearsals.pageSize)}`);
});

rehearsalArea.page('/new', { role: 'conductor' }, (ctx) => {
  const inside = html`${field('Begins', 'starts', 'datetime-local')}${field('Place', 'place')}<label>Plan <textarea name="text" required></textarea></label>`;
  send(ctx, 'A new rehearsal', form(ctx, '/rehearsals', 'Plan', inside));
});

rehearsalArea.action('/', { role: 'conductor', form: Plan }, async (ctx) => {
  const id = await rehearsals.plan(ctx.state.member, ctx.state.form);
  ctx.redirect(`/rehearsals/${id}`);
});

rehearsalArea.page('/:id', { role: 'singer', params: kinds.id }, async (ctx) => {
  const { id } = ctx.state.params;
  const { choir, role } = ctx.state.member;
  const [row, voices] = await Promise.all([rehearsals.find(choir, id), rehearsals.attendance(choir, id)]);
  if (!row) ctx.throw(404, 'There is no such rehearsal.');
  send(ctx, day.format(row.starts_at), html`
    <p>${row.place}</p><pre>${row.plan}</pre>
    <ul>${voices.map((line) => html`<li>${line.voice}: ${line.coming} of ${line.answered}</li>`)}</ul>
    ${form(ctx, `/rehearsals/${id}/answer`, 'I am coming', html`<input type="hidden" name="coming" value="yes">`)}
    ${form(ctx, `/rehearsals/${id}/answer`, 'I cannot come', html`<input type="hidden" name="coming" value="no">`)}
    ${role === 'conductor' && form(ctx, `/rehearsals/${id}/cancel`, 'Cancel')}`);
});

rehearsalArea.action('/:id/answer', { role: 'singer', params: kinds.id, form: Answer }, async (ctx) => {
  const { id } = ctx.state.params;
  if (!(await rehearsals.answer(ctx.state.member, id, ctx.state.form.coming))) ctx.throw(404, 'There is no such rehearsal.');
  ctx.redirect(`/rehearsals/${id}`);
});

rehearsalArea.action('/:id/cancel', { role: 'conductor', params: kinds.id }, async (ctx) => {
  if (!(await rehearsals.cancel(ctx.state.member, ctx.state.params.id))) ctx.throw(404, 'There is no such rehearsal.');
  ctx.redirect('/rehearsals');
});
