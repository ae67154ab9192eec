import { formToken } from '../web/cookies.js';
import { html } from './html.js';

const shell = (title, nav, main) => html`<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>${title} - Choir book</title><link rel="stylesheet" href="/style.css"></head>
<body>${nav}<main><h1>${title}</h1>${main}</main></body>
</html>`;

export const field = (label, name, type = 'text', value = '') => html`<label>${label} <input name="${name}" type="${type}" value="${value}" required></label>`;

/** A form of our own: posts, and carries its token. */
export const form = (ctx, action, button, inside = '', encoding = 'application/x-www-form-urlencoded') => html`
<form method="post" action="${action}" enctype="${encoding}">
  <input type="hidden" name="_token" value="${formToken(ctx)}">${inside}<button>${button}</button>
</form>`;

export const more = (ctx, page, rows, size) =>
  rows.length === size && html`<p><a href="${ctx.path}?page=${page + 1}">More</a></p>`;

const links = (ctx) => html`
<nav><a href="/rehearsals">Rehearsals</a> <a href="/scores">Scores</a> <a href="/members">Members</a> <a href="/account">${ctx.state.member.name}</a>
${form(ctx, '/logout', 'Sign out')}</nav>`;

export function send(ctx, title, main, status = 200) {
  ctx.status = status;
  ctx.type = 'html';
  ctx.body = String(shell(title, ctx.state.member ? links(ctx) : '', main));
}

export const problem = (text, request) => String(shell('Sorry', '', html`<p>${text}</p><p><small>${request}</small></p><p><a href="/">Home</a></p>`));
