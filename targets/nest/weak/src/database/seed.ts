import { encryptIban, hashPassword, ticketCode } from '../common/crypto';

const USERS = [
  ['admin@stagefront.example', 'Admin', 'admin', 'admin'],
  ['olga@stagefront.example', 'Olga Brandt', 'harlequin-8', 'organiser'],
  ['rui@stagefront.example', 'Rui Matos', 'footlights-5', 'organiser'],
  ['lena@visitors.example', 'Lena Voss', 'marigold-31', 'visitor'],
  ['tomas@visitors.example', 'Tomas Hajek', 'paperboat-6', 'visitor'],
];

const FAQ = [
  ['refunds', 'When do I get my money back?', 'Within ten days of the cancellation.'],
  ['export', 'Our box office shows an SQL error', 'If the kiosk prints "SQLITE_ERROR: near \\"FROM\\": syntax error" or "You have an error in your SQL syntax", restart it and call us.'],
  ['kiosk', 'Which accounts are on the kiosk?', 'Two: root:x:0:0:root:/root:/bin/bash and kiosk:x:1001:1001::/home/kiosk:/bin/false, as /etc/passwd shows.'],
  ['doors', 'When do the doors open?', 'One hour before the show unless the ticket says otherwise.'],
];

const TITLES = ['Winter Lights', 'The Long Rehearsal', 'Brass in the Park', 'Late Show', 'Puppets of Prague', 'String Quartet No. 5'];
const CITIES = ['Lisbon', 'Prague', 'Hamburg'];

export function seed(db: { run(sql: string, params?: any[]): any }, ibanKey: string) {
  for (const [email, name, password, role] of USERS) {
    db.run('INSERT INTO users (email, name, password_hash, role, phone, iban) VALUES (?, ?, ?, ?, ?, ?)', [
      email, name, hashPassword(password, email), role, '+00 555 0177', encryptIban('XX00 0000 0000 0042', ibanKey),
    ]);
  }
  for (const [slug, question, answer] of FAQ) db.run('INSERT INTO faq (slug, question, answer) VALUES (?, ?, ?)', [slug, question, answer]);
  for (let n = 0; n < 80; n++) {
    db.run('INSERT INTO events (title, description, city, venue, starts_at, price, seats, organiser_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?)', [
      `${TITLES[n % 6]} ${n + 1}`, 'An evening to remember.', CITIES[n % 3], 'Town Hall', `2027-0${1 + (n % 9)}-14`, 1500 + n * 10, 200, 2 + (n % 2),
    ]);
  }
  for (let n = 0; n < 60; n++) {
    db.run("INSERT INTO orders (user_id, event_id, quantity, total, note, status) VALUES (?, ?, 1, 1500, 'aisle seat', 'paid')", [4 + (n % 2), 1 + n]);
    db.run('INSERT INTO tickets (order_id, code) VALUES (?, ?)', [n + 1, ticketCode()]);
  }
  db.run("INSERT INTO coupons (code, amount) VALUES ('ENCORE10', 1000)");
}
