'use strict';

const fs = require('fs');
const path = require('path');
const bcrypt = require('bcryptjs');
const config = require('../config');
const sql = require('./sql');
const db = require('./documents');
const { md5 } = require('../lib/crypto');

const COURSES = [
  ['pottery-for-beginners', 'Pottery for beginners', 'crafts', 'Clay, wheel and glaze.\nBring an *apron*.', 'Ines Roth', 12900, 10, '2027-02-03'],
  ['italian-a1', 'Italian A1', 'languages', 'From ciao to a *short letter*.', 'Carlo Neri', 18900, 14, '2027-02-05'],
  ['book-keeping', 'Book-keeping', 'work', 'Journal, ledger, balance & closing.', 'Petra Holm', 21900, 16, '2027-02-08'],
  ['bread-baking', 'Bread baking', 'crafts', 'Sourdough <in a week>.', 'Jan Wolff', 7900, 8, '2027-02-10'],
  ['spanish-a2', 'Spanish A2', 'languages', 'The past tenses.', 'Lucia Prado', 18900, 14, '2027-02-11'],
];

module.exports = function () {
  if (sql.prepare('SELECT COUNT(*) AS n FROM courses').get().n > 0) return;
  const course = sql.prepare('INSERT INTO courses (slug, title, category, description, tutor, price_cents, seats, starts_on) VALUES (?, ?, ?, ?, ?, ?, ?, ?)');
  COURSES.forEach((row) => course.run(...row));
  const tutor = sql.prepare('INSERT INTO tutors (name, about) VALUES (?, ?)');
  COURSES.forEach((row) => tutor.run(row[4], 'Teaches ' + row[1] + '.'));
  sql.prepare("INSERT INTO vouchers (code, amount_cents) VALUES ('WELCOME10', 1000), ('AUTUMN25', 2500)").run();

  const users = db.collection('users');
  const person = (email, name, password, role, card) =>
    users.insertOne({ email, name, role, card, pin: md5('1234'), passwordHash: bcrypt.hashSync(password, 8), disabled: false, phone: '+00 555 01' + card.slice(-2), settings: {} });
  person('admin@linden.example', 'Administrator', 'admin123', 'staff', 'L-1001');
  person('petra@linden.example', 'Petra Holm', 'ledger-and-balance', 'staff', 'L-1002');
  person('olga@people.example', 'Olga Lind', 'sourdough-starter', 'member', 'L-1003');

  const bookings = db.collection('bookings');
  const posts = db.collection('posts');
  users.find({}).toArray().then((all) => {
    const olga = all[2];
    bookings.insertOne({ _id: '1', userId: olga._id, courseId: 1, seats: 1, note: 'left-handed, allergic to nuts', status: 'paid', priceCents: 12900 });
    bookings.insertOne({ _id: '2', userId: olga._id, courseId: 3, seats: 2, note: 'invoice to the office, please', status: 'open', priceCents: 43800 });
    posts.insertOne({ courseId: 1, author: 'Ines Roth', visibility: 'public', body: 'Welcome! Please bring an apron.' });
    posts.insertOne({ courseId: 1, author: 'Ines Roth', visibility: 'staff', body: 'Olga has not paid the material fee of autumn.' });
    sql.prepare("INSERT INTO payments (user_id, booking_id, amount_cents, month, iban) VALUES (?, 1, 12900, '2026-11', 'XX00 1234 5678 9012')").run(olga._id);
    sql.prepare('INSERT INTO wallets (user_id, cents) VALUES (?, 5000)').run(olga._id);
    const file = path.join(config.uploadDir, 'syllabus.txt');
    fs.writeFileSync(file, 'Week 1: clay. Week 2: wheel. Week 3: glaze.\n');
    sql.prepare("INSERT INTO materials (owner_id, name, path, type) VALUES (?, 'syllabus.txt', ?, 'text/plain')").run(olga._id, file);
  });
};
