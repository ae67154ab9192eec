'use strict';

const config = require('../config');
const sql = require('./sql');
const users = require('./users-dao');
const posts = require('./posts-dao');
const bookings = require('./bookings-dao');
const passwords = require('../lib/passwords');

const COURSES = [
  ['pottery-for-beginners', 'Pottery for beginners', 'crafts', 'Clay, wheel and glaze.\nBring an *apron*.', 'Ines Roth', 12900, 10, '2027-02-03'],
  ['italian-a1', 'Italian A1', 'languages', 'From ciao to a *short letter*.', 'Carlo Neri', 18900, 14, '2027-02-05'],
  ['book-keeping', 'Book-keeping', 'work', 'Journal, ledger, balance & closing.', 'Petra Holm', 21900, 16, '2027-02-08'],
  ['bread-baking', 'Bread baking', 'crafts', 'Sourdough <in a week>.', 'Jan Wolff', 7900, 8, '2027-02-10'],
  ['spanish-a2', 'Spanish A2', 'languages', 'The past tenses.', 'Lucia Prado', 18900, 14, '2027-02-11'],
];

/** The catalogue at the first start, and the first administrator, who comes from the environment alone. */
module.exports = async function () {
  const empty = sql.prepare('SELECT COUNT(*) AS n FROM courses').get().n === 0;
  if (empty) {
    sql.transaction(function () {
      const course = sql.prepare('INSERT INTO courses (slug, title, category, description, tutor, price_cents, seats, starts_on) VALUES (?, ?, ?, ?, ?, ?, ?, ?)');
      COURSES.forEach((row) => course.run(...row));
      const tutor = sql.prepare('INSERT INTO tutors (name, about) VALUES (?, ?)');
      COURSES.forEach((row) => tutor.run(row[4], 'Teaches ' + row[1] + '.'));
    });
    // A member of the old school, without a password: can be reached only by a reset.
    const member = await users.create({ email: 'olga@people.example', name: 'Olga Lind', role: 'member', passwordHash: null });
    await bookings.create({ userId: member, courseId: 1, seats: 1, note: 'left-handed', status: 'open', priceCents: 12900 });
    await posts.add({ courseId: 1, author: 'Ines Roth', visibility: 'public', body: 'Welcome! Please bring an apron.' });
    await posts.add({ courseId: 1, author: 'Ines Roth', visibility: 'staff', body: 'The kiln is serviced in March.' });
  }
  const { administrator } = config;
  if (administrator && (await users.findByEmail(administrator.email)) === null) {
    const passwordHash = await passwords.hash(administrator.password);
    await users.create({ email: administrator.email, name: 'Administrator', role: 'staff', passwordHash });
  }
};
