const { html } = require('../html');

const row = (article) => html`<li><a href="/articles/${article.id}">${article.title}</a></li>`;

module.exports = ({ term, articles }) => html`<!doctype html>
<title>Search</title>
<form action="/search">
  <input type="search" name="q" value="${term}">
  <button>Search</button>
</form>
<ul>${articles.map(row)}</ul>
`;
