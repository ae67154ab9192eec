const { Pool } = require('pg')

exports.pool = new Pool({ max: 5, connectionTimeoutMillis: 2000 })
