import { db } from './db.js';

const BOOK_ORDER = new Map([['title', 'b.title'], ['author', 'b.author'], ['year', 'b.year desc'], ['stars', 'stars desc']]);

/** Letters and digits only, each word a quoted FTS term: nothing of the query language comes through. */
const ftsTerms = (query) => (query.match(/[\p{L}\p{N}]+/gu) ?? []).slice(0, 8).map((word) => `"${word}"*`).join(' ');

const STARS = '(select avg(stars) from reviews r where r.book_id = b.id and r.deleted_at is null and r.hidden = 0) as stars';

export const books = {
  search({ q = '', sort, limit, offset }) {
    const order = BOOK_ORDER.get(sort) ?? 'b.title';
    const terms = ftsTerms(q);
    const where = terms ? 'where b.id in (select rowid from books_fts where books_fts match @terms)' : '';
    return db.prepare(`select b.slug, b.title, b.author, b.year, ${STARS} from books b ${where} order by ${order} limit @limit offset @offset`)
      .all(terms ? { terms, limit, offset } : { limit, offset });
  },
  bySlug: (slug) => db.prepare(`select b.*, ${STARS} from books b where b.slug = ?`).get(slug),
  add: (book) => db.prepare('insert into books (slug, title, author, year) values (@slug, @title, @author, @year)').run(book),
};

export const reviews = {
  ofBook: (bookId) => db.prepare(`select v.id, v.stars, v.body, v.created_at, p.handle, p.avatar from reviews v join readers p on p.id = v.reader_id
    where v.book_id = ? and v.deleted_at is null and v.hidden = 0 and p.suspended = 0 order by v.id desc limit 50`).all(bookId),
  visible: (id) => db.prepare('select * from reviews where id = ? and deleted_at is null and hidden = 0').get(id),
  find: (id) => db.prepare('select v.*, b.slug from reviews v join books b on b.id = v.book_id where v.id = ? and v.deleted_at is null').get(id),
  add: (reader, bookId, { stars, body }) => db.prepare('insert into reviews (book_id, reader_id, stars, body) values (?, ?, ?, ?) returning id').pluck()
    .get(bookId, reader.id, stars, body),
  revise: (row, version, { stars, body }) => db.prepare(`update reviews set stars = ?, body = ?, version = version + 1
    where id = ? and version = ? and deleted_at is null`).run(stars, body, row.id, version).changes === 1,
  remove: (row) => db.prepare('update reviews set deleted_at = current_timestamp where id = ?').run(row.id),
  hide: (id, hidden) => db.prepare('update reviews set hidden = ? where id = ? and deleted_at is null').run(hidden ? 1 : 0, id).changes === 1,
};

export const comments = {
  ofBook: (bookId) => db.prepare(`select c.id, c.review_id, c.body, p.handle from comments c join reviews v on v.id = c.review_id
    join readers p on p.id = c.reader_id where v.book_id = ? and c.deleted_at is null and p.suspended = 0 order by c.id limit 200`).all(bookId),
  find: (id) => db.prepare('select c.*, b.slug from comments c join reviews v on v.id = c.review_id join books b on b.id = v.book_id where c.id = ? and c.deleted_at is null').get(id),
  add: (reader, review, body) => db.prepare('insert into comments (review_id, reader_id, body) values (?, ?, ?) returning id').pluck().get(review.id, reader.id, body),
  remove: (row) => db.prepare('update comments set deleted_at = current_timestamp where id = ?').run(row.id),
};

export const shelves = {
  find: (id) => db.prepare('select * from shelves where id = ?').get(id),
  booksOn: (shelf) => db.prepare('select b.slug, b.title, b.author from shelf_books s join books b on b.id = s.book_id where s.shelf_id = ? order by b.title limit 500').all(shelf.id),
  of: (reader) => db.prepare('select id, name, visibility from shelves where reader_id = ? order by name limit 100').all(reader.id),
  publicOf: (readerId) => db.prepare("select id, name from shelves where reader_id = ? and visibility = 'public' order by name limit 100").all(readerId),
  add: (reader, { name, visibility }) => db.prepare('insert into shelves (reader_id, name, visibility) values (?, ?, ?) returning id').pluck().get(reader.id, name, visibility),
  put: (shelf, bookId) => db.prepare('insert into shelf_books (shelf_id, book_id) values (?, ?) on conflict do nothing').run(shelf.id, bookId),
  remove: (shelf) => db.prepare('delete from shelves where id = ?').run(shelf.id),
};

export const readers = {
  profile: (handle) => db.prepare('select id, handle, bio, website, avatar, show_shelves from readers where handle = ? and suspended = 0').get(handle),
  update: (reader, { bio, website, showShelves }) => db.prepare('update readers set bio = ?, website = ?, show_shelves = ? where id = ?')
    .run(bio, website, showShelves ? 1 : 0, reader.id),
  setAvatar: (reader, name) => db.prepare('update readers set avatar = ? where id = ?').run(name, reader.id),
  reviewsOf: (readerId) => db.prepare(`select v.stars, v.body, b.slug, b.title from reviews v join books b on b.id = v.book_id
    where v.reader_id = ? and v.deleted_at is null and v.hidden = 0 order by v.id desc limit 50`).all(readerId),
};

export const audit = (actor, action, subject) =>
  db.prepare('insert into audit (actor_id, action, subject) values (?, ?, ?)').run(actor.id, action, String(subject));
