create table if not exists users (
  id integer primary key, email text not null unique collate nocase, name text not null, password_hash text not null,
  role text not null default 'customer' check (role in ('customer', 'staff')), blocked integer not null default 0,
  balance integer not null default 0 check (balance >= 0), created_at text not null default current_timestamp);
create table if not exists credentials (
  digest text primary key, kind text not null check (kind in ('session', 'api', 'reset')), id text not null unique,
  user_id integer not null references users(id) on delete cascade, label text, scope text not null default 'write', expires_at integer not null);
create index if not exists credentials_user on credentials(user_id, kind);
create table if not exists products (
  id integer primary key, slug text not null unique, name text not null, description text not null, price integer not null check (price > 0),
  stock integer not null check (stock >= 0), active integer not null default 1, version integer not null default 1);
create table if not exists reviews (
  id integer primary key, product_id integer not null references products(id), user_id integer not null references users(id) on delete cascade,
  stars integer not null check (stars between 1 and 5), text text not null, created_at text not null default current_timestamp,
  unique (product_id, user_id));
create table if not exists addresses (
  id integer primary key, user_id integer not null references users(id) on delete cascade, line text not null, city text not null,
  postcode text not null, deleted integer not null default 0);
create table if not exists cart (
  user_id integer not null references users(id) on delete cascade, product_id integer not null references products(id),
  quantity integer not null check (quantity between 1 and 20), primary key (user_id, product_id)) without rowid;
create table if not exists coupons (
  id integer primary key, code text not null unique collate nocase, percent integer not null check (percent between 1 and 90),
  uses_left integer not null check (uses_left >= 0), expires_at integer not null);
create table if not exists coupon_uses (
  coupon_id integer not null references coupons(id), user_id integer not null references users(id) on delete cascade,
  primary key (coupon_id, user_id)) without rowid;
create table if not exists gift_codes (
  digest text primary key, amount integer not null check (amount > 0), redeemed_by integer references users(id), redeemed_at text);
create table if not exists orders (
  id integer primary key, user_id integer not null references users(id) on delete cascade,
  status text not null default 'placed' check (status in ('placed', 'shipped', 'cancelled')), total integer not null check (total >= 0),
  address text not null, created_at text not null default current_timestamp);
create table if not exists order_lines (
  order_id integer not null references orders(id) on delete cascade, product_id integer not null references products(id),
  name text not null, price integer not null, quantity integer not null, primary key (order_id, product_id)) without rowid;
create table if not exists idempotency (
  user_id integer not null references users(id) on delete cascade, key text not null, fingerprint text not null, order_id integer not null,
  primary key (user_id, key)) without rowid;
create table if not exists nonces (nonce text primary key, expires_at integer not null) without rowid;
create table if not exists audit (id integer primary key, actor_id integer not null, action text not null, subject text not null, at text not null default current_timestamp);
