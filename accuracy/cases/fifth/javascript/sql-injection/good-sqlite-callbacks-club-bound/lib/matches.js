const database = require('./database')

exports.search = function (season, opponent, done) {
  var statement = 'SELECT id, day, opponent, score FROM matches WHERE season = ?'
  var values = [season]
  if (opponent) {
    statement += ' AND opponent LIKE ?'
    values.push('%' + opponent + '%')
  }
  database.rows(statement + ' ORDER BY day DESC LIMIT 60', values, done)
}
