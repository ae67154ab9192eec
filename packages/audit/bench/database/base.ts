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

/** The same shop in the words of MySQL. */
export const MARIADB_BASE: readonly string[] = [
  'CREATE TABLE customers (id int PRIMARY KEY, name varchar(60) NOT NULL, email varchar(80) NOT NULL, city varchar(40) NOT NULL)',
  'CREATE TABLE products (id int PRIMARY KEY, name varchar(60) NOT NULL, price int NOT NULL)',
  'CREATE TABLE orders (id int PRIMARY KEY, customer_id int NOT NULL, status varchar(10) NOT NULL, total int NOT NULL, created_at datetime NOT NULL, INDEX orders_customer (customer_id), INDEX orders_created (created_at), FOREIGN KEY (customer_id) REFERENCES customers (id))',
  'CREATE TABLE items (id int PRIMARY KEY, order_id int NOT NULL, product_id int NOT NULL, quantity int NOT NULL, INDEX items_order (order_id), INDEX items_product (product_id), FOREIGN KEY (order_id) REFERENCES orders (id), FOREIGN KEY (product_id) REFERENCES products (id))',
  'CREATE TABLE accounts (id int PRIMARY KEY, balance int NOT NULL)',
  'SET foreign_key_checks = 0, unique_checks = 0',
  `INSERT INTO customers SELECT seq, CONCAT('name ', seq), CONCAT('User', seq, '@example.com'), CONCAT('city ', seq % 400) FROM seq_1_to_20000`,
  `INSERT INTO products SELECT seq, CONCAT('product ', seq), seq % 90 FROM seq_1_to_500`,
  `INSERT INTO orders SELECT seq, seq % 20000 + 1, IF(seq % 50 = 0, 'open', 'paid'), seq % 700, NOW() - INTERVAL (seq * 37 % 60000) MINUTE FROM seq_1_to_40000`,
  'INSERT INTO items SELECT seq, seq % 40000 + 1, seq % 500 + 1, seq % 5 + 1 FROM seq_1_to_80000',
  'INSERT INTO accounts SELECT seq, 1000 FROM seq_1_to_100',
]
