import * as v from 'valibot';
import * as members from '../data/members.js';
import { html } from '../pages/html.js';
import { field, form, more, send } from '../pages/layout.js';
import { area, kinds } from '../web/area.js';

export const people = area('/members');

const Paging = v.object(kinds.paging);
const Role = v.object({ role: v.picklist(['singer', 'librarian', 'conductor']) });

const roles = html`<select name="role"><option>singer</option><option>librarian</option><option>conductor</option></select>`;
const tools = (ctx, row) => html`${form(ctx, `/members/${row.id}/role`, 'Change', roles)}${form(ctx, `/members/${row.id}/remove`, 'Remove')}`;

people.page('/', { role: 'singer', query: Paging }, async (ctx) => {
  const { page } = ctx.state.query;
  const rows = await members.list(ctx.state.member.choir, page);
  const leads = ctx.state.member.role === 'conductor';
  const items = rows.map((row) => html`<li>${row.name}, ${row.voice} ${leads && row.id !== ctx.state.member.id && tools(ctx, row)}</li>`);
  send(ctx, 'Members', html`<ul>${items}</ul>${more(ctx, page, rows, 60)}${leads && form(ctx, '/members/invite', 'Invite', field('Address', 'email', 'email'))}`);
});

people.page('/journal', { role: 'conductor', query: Paging }, async (ctx) => {
  const { page } = ctx.state.query;
  const rows = await members.journal(ctx.state.member.choir, page);
  send(ctx, 'Journal', html`<ul>${rows.map((row) => html`<li>${row.at.toISOString()} ${row.name} ${row.event}</li>`)}</ul>${more(ctx, page, rows, 60)}`);
});

people.action('/invite', { role: 'conductor', form: v.object({ email: kinds.email }), budget: 'mail' }, async (ctx) => {
  await members.invite(ctx.state.member, ctx.state.form.email);
  ctx.redirect('/members');
});

people.action('/:id/role', { role: 'conductor', params: kinds.id, form: Role }, async (ctx) => {
  if (!(await members.promote(ctx.state.member, ctx.state.params.id, ctx.state.form.role))) ctx.throw(404, 'There is no such member.');
  ctx.redirect('/members');
});

people.action('/:id/remove', { role: 'conductor', params: kinds.id }, async (ctx) => {
  if (!(await members.dismiss(ctx.state.member, ctx.state.params.id))) ctx.throw(404, 'There is no such member.');
  ctx.redirect('/members');
});
