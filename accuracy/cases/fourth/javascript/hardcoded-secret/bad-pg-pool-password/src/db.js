const { Pool } = require('pg')
const config = require('../config/database')

module.exports = new Pool(config)
