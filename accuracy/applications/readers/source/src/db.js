import { randomBytes } from 'node:crypto';
import Database from 'better-sqlite3';
import { config } from './config.js';
import { hashPassword } from './passwords.js';

// The database, its journals and the uploads are for this process alone.
process.umask(0o077);

export const db = new Database(config.databasePath);
db.pragma('journal_mode = WAL');
db.pragma('foreign_keys = ON');

db.exec(`
create table if not exists readers (
  id integer primary key, handle text not null unique collate nocase, email text not null unique collate nocase,
  password_hash text not null, role text not null default 'reader' check (role in ('reader', 'admin')),
  bio text not null default '', website text, avatar text, show_shelves integer not null default 0,
  suspended integer not null default 0, created_at text not null default current_timestamp);
create table if not exists sessions (
  digest text primary key, reader_id integer references readers(id) on delete cascade, data text not null, expires_at integer not null);
create index if not exists sessions_reader on sessions(reader_id);
create table if not exists resets (
  reader_id integer primary key references readers(id) on delete cascade, digest text not null unique, expires_at integer not null);
create table if not exists books (
  id integer primary key, slug text not null unique, title text not null, author text not null, year integer not null);
create virtual table if not exists books_fts using fts5(title, author, content='books', content_rowid='id');
create trigger if not exists books_added after insert on books begin
  insert into books_fts(rowid, title, author) values (new.id, new.title, new.author); end;
create table if not exists reviews (
  id integer primary key, book_id integer not null references books(id), reader_id integer not null references readers(id) on delete cascade,
  stars integer not null check (stars between 1 and 5), body text not null, version integer not null default 1,
  hidden integer not null default 0, deleted_at text, created_at text not null default current_timestamp);
create unique index if not exists one_review on reviews(book_id, reader_id) where deleted_at is null;
create table if not exists comments (
  id integer primary key, review_id integer not null references reviews(id), reader_id integer not null references readers(id) on delete cascade,
  body text not null, deleted_at text, created_at text not null default current_timestamp);
create table if not exists shelves (
  id integer primary key, reader_id integer not null references readers(id) on delete cascade, name text not null,
  visibility text not null default 'private' check (visibility in ('private', 'public')), unique (reader_id, name));
create table if not exists shelf_books (
  shelf_id integer not null references shelves(id) on delete cascade, book_id integer not null references books(id),
  primary key (shelf_id, book_id)) without rowid;
create table if not exists flags (name text primary key, enabled integer not null);
create table if not exists audit (id integer primary key, actor_id integer not null, action text not null, subject text not null, at text not null default current_timestamp);
`);

const BOOKS = [
  ['the-quiet-tide', 'The Quiet Tide', 'M. Okafor', 2014], ['salt-and-signal', 'Salt and Signal', 'Lena Brandt', 2019],
  ['a-field-guide-to-rain', 'A Field Guide to Rain', 'Tomas Vey', 2007], ['winter-orchard', 'Winter Orchard', 'Aiko Mori', 2021],
];

export async function seed() {
  if (db.prepare('select count(*) from books').pluck().get() === 0) {
    const unknown = await hashPassword(randomBytes(32).toString('hex'));
    db.transaction(() => {
      const addBook = db.prepare('insert into books (slug, title, author, year) values (?, ?, ?, ?)');
      for (const book of BOOKS) addBook.run(...book);
      const addReader = db.prepare('insert into readers (handle, email, password_hash, bio) values (?, ?, ?, ?)');
      addReader.run('marginalia', 'marginalia@readers.test', unknown, 'I write in the margins.');
      addReader.run('dogear', 'dogear@readers.test', unknown, '');
      db.prepare('insert into reviews (book_id, reader_id, stars, body) values (1, 1, 4, ?)').run('A **slow** book, and the better for it.');
      db.prepare('insert into comments (review_id, reader_id, body) values (1, 2, ?)').run('Agreed!');
      db.prepare("insert into flags (name, enabled) values ('comments', 1), ('avatars', 1), ('signup', 1)").run();
    })();
  }
  if (config.adminEmail && config.adminPassword) {
    db.prepare("insert into readers (handle, email, password_hash, role) values ('librarian', ?, ?, 'admin') on conflict do nothing")
      .run(config.adminEmail, await hashPassword(config.adminPassword));
  }
}
