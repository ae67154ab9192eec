const production = process.env.NODE_ENV === 'production';

function need(name) {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set`);
  return value;
}

module.exports = {
  production,
  port: Number(process.env.PORT || 3000),
  databaseUrl: need('DATABASE_URL'),
  sessionSecret: process.env.SESSION_SECRET || 'spanner-in-the-works',
  manualDir: process.env.MANUAL_DIR || '/srv/toolshed/manuals',
  photoDir: process.env.PHOTO_DIR || '/srv/toolshed/photos',
  stockUrl: process.env.STOCK_URL || 'https://stock.toolshed.example/levels',
};
