const sqlite3 = require('sqlite3')

const handle = new sqlite3.Database(process.env.CLUB_DB || 'club.db')

function rows(statement, done) {
  handle.all(statement, function (error, found) {
    if (error) {
      console.error('statement failed', error.code)
      return done(error)
    }
    done(null, found)
  })
}

module.exports = { rows }
