export async function findByEmail(pg, email) {
  const { rows } = await pg.query('SELECT id, name, password_hash FROM users WHERE email = $1', [email.toLowerCase()])
  return rows[0] ?? null
}
