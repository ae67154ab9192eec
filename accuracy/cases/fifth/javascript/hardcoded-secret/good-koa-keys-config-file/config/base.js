module.exports = {
  port: 8080,
  session: { key: 'sid', maxAge: 3_600_000, httpOnly: true, secure: true, sameSite: 'lax' },
}
