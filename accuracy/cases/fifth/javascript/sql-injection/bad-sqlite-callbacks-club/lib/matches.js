const database = require('./database')

exports.search = function (season, opponent, done) {
  var statement = 'SELECT id, day, opponent, score FROM matches WHERE season = ' + season
  if (opponent) {
    statement += " AND opponent LIKE '%" + opponent + "%'"
  }
  database.rows(statement + ' ORDER BY day DESC LIMIT 60', done)
}
