/** The shop that every case starts from: sound keys and indexes, tables large enough for plans to matter. */
export const BASE: readonly string[] = [
  'CREATE TABLE customers (id int PRIMARY KEY, name text NOT NULL, email text NOT NULL, city text NOT NULL)',
  'CREATE TABLE products (id int PRIMARY KEY, name text NOT NULL, price int NOT NULL)',
  'CREATE TABLE orders (id int PRIMARY KEY, customer_id int NOT NULL REFERENCES customers, status text NOT NULL, total int NOT NULL, created_at timestamptz NOT NULL)',
  'CREATE TABLE items (id int PRIMARY KEY, order_id int NOT NULL REFERENCES orders, product_id int NOT NULL REFERENCES products, quantity int NOT NULL)',
  'CREATE TABLE accounts (id int PRIMARY KEY, balance int NOT NULL)',
  `INSERT INTO customers SELECT g, 'name ' || g, 'User' || g || '@example.com', 'city ' || g % 400 FROM generate_series(1, 20000) g`,
  `INSERT INTO products SELECT g, 'product ' || g, g % 90 FROM generate_series(1, 500) g`,
  `INSERT INTO orders SELECT g, g % 20000 + 1, CASE WHEN g % 50 = 0 THEN 'open' ELSE 'paid' END, g % 700, now() - (g * 37 % 60000) * interval '1 minute' FROM generate_series(1, 40000) g`,
  'INSERT INTO items SELECT g, g % 40000 + 1, g % 500 + 1, g % 5 + 1 FROM generate_series(1, 80000) g',
  'INSERT INTO accounts SELECT g, 1000 FROM generate_series(1, 100) g',
  'CREATE INDEX orders_customer ON orders (customer_id)',
  'CREATE INDEX orders_created ON orders (created_at)',
  'CREATE INDEX items_order ON items (order_id)',
  'CREATE INDEX items_product ON items (product_id)',
]
