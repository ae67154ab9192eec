import { Router } from 'express';
import { done, feature, notFound, Refusal, signedIn, wantsJson } from '../guards.js';
import * as input from '../input.js';
import { renderMarkdown } from '../markdown.js';
import { authorize } from '../policies.js';
import { books, comments, readers, reviews, shelves } from '../repositories.js';

export const pages = Router();

const show = (req, res, view, data) => (wantsJson(req) ? res.json(data) : res.render(view, data));
const taken = (error, message) => (String(error.code).startsWith('SQLITE_CONSTRAINT') ? new Refusal(409, message) : error);
const VISIBILITY = new Set(['private', 'public']);

function bookOr404(slug) {
  const book = books.bySlug(slug);
  if (!book) throw notFound();
  return book;
}

pages.get('/', (_req, res) => res.redirect(302, '/books'));

pages.get('/books', (req, res) => {
  const q = typeof req.query.q === 'string' ? req.query.q.slice(0, 100) : '';
  show(req, res, 'books', { q, books: books.search({ q, sort: req.query.sort, ...input.page(req.query) }) });
});

pages.get('/books/:slug', (req, res) => {
  const book = bookOr404(req.params.slug);
  const list = reviews.ofBook(book.id).map((row) => ({ ...row, html: renderMarkdown(row.body) }));
  show(req, res, 'book', { book, reviews: list, comments: comments.ofBook(book.id) });
});

pages.get('/readers/:handle', (req, res) => {
  const row = readers.profile(req.params.handle);
  if (!row) throw notFound();
  const { handle, bio, website, avatar } = row;
  const written = readers.reviewsOf(row.id).map((review) => ({ ...review, html: renderMarkdown(review.body) }));
  show(req, res, 'profile', { profile: { handle, bio, website, avatar }, reviews: written, shelves: row.show_shelves ? shelves.publicOf(row.id) : [] });
});

const SHOPS = new Map([['library', 'https://library.readers.test/find'], ['bookshop', 'https://bookshop.readers.test/isbn']]);

pages.get('/out/:shop', (req, res) => {
  const base = SHOPS.get(req.params.shop);
  if (!base) throw notFound();
  const target = new URL(base);
  target.searchParams.set('q', typeof req.query.q === 'string' ? req.query.q.slice(0, 100) : '');
  res.redirect(302, target.href);
});

pages.post('/books/:slug/reviews', signedIn, (req, res) => {
  const book = bookOr404(req.params.slug);
  const fields = { stars: input.integer(req.body, 'stars', { min: 1, max: 5 }), body: input.text(req.body, 'body', { max: 5_000 }) };
  try {
    return done(req, res, `/books/${book.slug}`, { id: reviews.add(req.reader, book.id, fields) }, 201);
  } catch (error) {
    throw taken(error, 'You have already reviewed this book');
  }
});

pages.get('/reviews/:id/edit', signedIn, (req, res) => {
  const row = authorize(req.reader, 'review', 'edit', reviews.find(input.id(req.params)));
  show(req, res, 'edit', { review: { id: row.id, stars: row.stars, body: row.body, version: row.version } });
});

pages.post('/reviews/:id', signedIn, (req, res) => {
  const row = authorize(req.reader, 'review', 'edit', reviews.find(input.id(req.params)));
  const version = input.integer(req.body, 'version', { min: 1, max: 1e9 });
  const fields = { stars: input.integer(req.body, 'stars', { min: 1, max: 5 }), body: input.text(req.body, 'body', { max: 5_000 }) };
  if (!reviews.revise(row, version, fields)) throw new Refusal(409, 'The review was changed in the meantime');
  return done(req, res, `/books/${row.slug}`, { version: version + 1 });
});

pages.post('/reviews/:id/delete', signedIn, (req, res) => {
  const row = authorize(req.reader, 'review', 'remove', reviews.find(input.id(req.params)));
  reviews.remove(row);
  return done(req, res, `/books/${row.slug}`);
});

pages.post('/reviews/:id/comments', feature('comments'), signedIn, (req, res) => {
  const review = reviews.visible(input.id(req.params));
  if (!review) throw notFound();
  return done(req, res, '/books', { id: comments.add(req.reader, review, input.text(req.body, 'body', { max: 1_000 })) }, 201);
});

pages.post('/comments/:id/delete', signedIn, (req, res) => {
  const row = authorize(req.reader, 'comment', 'remove', comments.find(input.id(req.params)));
  comments.remove(row);
  return done(req, res, `/books/${row.slug}`);
});

pages.get('/shelves', signedIn, (req, res) => show(req, res, 'shelves', { shelves: shelves.of(req.reader) }));

pages.post('/shelves', signedIn, (req, res) => {
  const fields = { name: input.text(req.body, 'name', { max: 80 }), visibility: input.choice(req.body, 'visibility', VISIBILITY) };
  if (shelves.of(req.reader).length >= 100) throw new Refusal(409, 'No more shelves, please');
  try {
    return done(req, res, '/shelves', { id: shelves.add(req.reader, fields) }, 201);
  } catch (error) {
    throw taken(error, 'You have a shelf of this name');
  }
});

pages.get('/shelves/:id', (req, res) => {
  const shelf = authorize(req.reader, 'shelf', 'view', shelves.find(input.id(req.params)));
  show(req, res, 'shelf', { shelf: { id: shelf.id, name: shelf.name, visibility: shelf.visibility }, books: shelves.booksOn(shelf), mine: req.reader?.id === shelf.reader_id });
});

pages.post('/shelves/:id/books', signedIn, (req, res) => {
  const shelf = authorize(req.reader, 'shelf', 'edit', shelves.find(input.id(req.params)));
  shelves.put(shelf, bookOr404(input.text(req.body, 'slug')).id);
  return done(req, res, `/shelves/${shelf.id}`);
});

pages.post('/shelves/:id/delete', signedIn, (req, res) => {
  shelves.remove(authorize(req.reader, 'shelf', 'remove', shelves.find(input.id(req.params))));
  return done(req, res, '/shelves');
});
