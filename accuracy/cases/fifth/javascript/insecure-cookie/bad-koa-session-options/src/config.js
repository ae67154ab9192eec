module.exports = {
  port: Number(process.env.PORT || 3000),
  keys: [process.env.SESSION_KEY],
  session: {
    key: 'club.sid',
    maxAge: 86_400_000,
    rolling: true,
    httpOnly: false,
    secure: false,
  },
}
