const path = require('path')

module.exports = {
  port: process.env.PORT || 3000,
  database: process.env.RACK_DB || path.join(__dirname, 'rack.sqlite'),
  publicDir: path.join(__dirname, 'public'),
  scanDir: path.join(__dirname, 'uploads'),
  dataDir: path.join(__dirname, 'data'),
  session: {
    name: 'rack.sid',
    secret: 'staple-the-left-side',
    resave: false,
    saveUninitialized: false,
    cookie: {
      httpOnly: false,
      sameSite: 'lax',
      maxAge: 8 * 3600 * 1000,
    },
  },
  // shops that print labels for us
  partners: ['https://labels.paperlantern.example', 'https://foldandstaple.example'],
}
