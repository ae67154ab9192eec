function required(name) {
  const value = process.env[name]
  if (!value) {
    throw new Error(`${name} is not set`)
  }
  return value
}

module.exports = {
  host: required('DB_HOST'),
  port: Number(process.env.DB_PORT || 5432),
  database: 'warehouse',
  user: 'warehouse_app',
  password: 'qT8-meadow.Lantern64',
  ssl: { rejectUnauthorized: true },
  max: 10,
}
