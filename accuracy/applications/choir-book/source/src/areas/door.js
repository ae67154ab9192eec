import * as v from 'valibot';
import * as members from '../data/members.js';
import { NewPassword } from '../data/passwords.js';
import { end, endAll } from '../data/sessions.js';
import { sql } from '../data/sql.js';
import { html } from '../pages/html.js';
import { field, form, send } from '../pages/layout.js';
import { area, kinds } from '../web/area.js';
import { spend } from '../web/budget.js';
import { forget, keep } from '../web/cookies.js';
import { localPath } from '../web/frame.js';

export const door = area();

const { email, ticket, text } = kinds;
const Next = v.object({ next: v.optional(v.string(), '/') });
const Ticket = v.object({ ticket });
const SignIn = v.object({ email, password: v.pipe(v.string(), v.maxLength(128)), next: v.optional(v.string(), '/') });
const Reset = v.object({ ticket, password: NewPassword });
const Join = v.object({ ticket, name: text(120), voice: v.picklist(['soprano', 'alto', 'tenor', 'bass']), password: NewPassword });
const Change = v.object({ current: v.pipe(v.string(), v.maxLength(128)), password: NewPassword });

const signInForm = (ctx, next) =>
  form(ctx, '/login', 'Sign in', html`${field('Address', 'email', 'email')}${field('Password', 'password', 'password')}<input type="hidden" name="next" value="${next}">`);

door.page('/', { role: 'guest' }, (ctx) => ctx.redirect(ctx.state.member ? '/rehearsals' : '/login'));

door.page('/login', { role: 'guest', query: Next }, (ctx) => {
  send(ctx, 'Sign in', html`${signInForm(ctx, localPath(ctx.state.query.next))}<a href="/forgot">Forgotten?</a>`);
});

door.action('/login', { role: 'guest', form: SignIn, budget: 'door' }, async (ctx) => {
  const { email, password, next } = ctx.state.form;
  if (!(await spend('account', email))) ctx.throw(429, 'Please wait a little.');
  const cookie = await members.signIn(email, password);
  if (!cookie) return send(ctx, 'Sign in', html`<p>Address or password is wrong.</p>${signInForm(ctx, localPath(next))}`, 401);
  if (ctx.state.cookie) await end(ctx.state.cookie);
  keep(ctx, cookie);
  ctx.redirect(localPath(next));
});

door.action('/logout', { role: 'singer' }, async (ctx) => {
  await end(ctx.state.cookie);
  forget(ctx);
  ctx.redirect('/login');
});

door.page('/forgot', { role: 'guest' }, (ctx) => send(ctx, 'Forgotten', form(ctx, '/forgot', 'Send', field('Address', 'email', 'email'))));

door.action('/forgot', { role: 'guest', form: v.object({ email }), budget: 'mail' }, async (ctx) => {
  await members.forgot(ctx.state.form.email);
  send(ctx, 'Forgotten', html`<p>If we know this address, there will be a mail in a minute.</p>`);
});

door.page('/reset', { role: 'guest', query: Ticket }, (ctx) => {
  const hidden = html`<input type="hidden" name="ticket" value="${ctx.state.query.ticket}">`;
  send(ctx, 'New password', form(ctx, '/reset', 'Save', html`${hidden}${field('New password', 'password', 'password')}`));
});

door.action('/reset', { role: 'guest', form: Reset, budget: 'door' }, async (ctx) => {
  const done = await members.reset(ctx.state.form.ticket, ctx.state.form.password);
  if (!done) ctx.throw(400, 'This ticket is used up.');
  ctx.redirect('/login');
});

door.page('/join', { role: 'guest', query: Ticket }, (ctx) => {
  const voices = html`<label>Voice <select name="voice"><option>soprano</option><option>alto</option><option>tenor</option><option>bass</option></select></label>`;
  const hidden = html`<input type="hidden" name="ticket" value="${ctx.state.query.ticket}">`;
  send(ctx, 'Join', form(ctx, '/join', 'Join', html`${hidden}${field('Name', 'name')}${voices}${field('Password', 'password', 'password')}`));
});

door.action('/join', { role: 'guest', form: Join, budget: 'door' }, async (ctx) => {
  const { ticket, ...person } = ctx.state.form;
  if (!(await members.join(ticket, person))) ctx.throw(400, 'This ticket is used up.');
  ctx.redirect('/login');
});

door.page('/account', { role: 'singer' }, (ctx) => {
  const change = html`${field('Password now', 'current', 'password')}${field('New password', 'password', 'password')}`;
  send(ctx, 'Account', html`${form(ctx, '/account/password', 'Change', change)}${form(ctx, '/account/sessions/end', 'Sign out everywhere')}`);
});

door.action('/account/password', { role: 'singer', form: Change, budget: 'account' }, async (ctx) => {
  const { current, password } = ctx.state.form;
  const cookie = await members.changePassword(ctx.state.member, current, password);
  if (!cookie) ctx.throw(403, 'That is not your password.');
  keep(ctx, cookie);
  ctx.redirect('/account');
});

door.action('/account/sessions/end', { role: 'singer' }, async (ctx) => {
  await endAll(sql, ctx.state.member.id);
  forget(ctx);
  ctx.redirect('/login');
});
