const express = require('express')
const customers = require('./routes/customers')
const exportsRouter = require('./routes/exports')
const { requireStaff } = require('./lib/auth')

const app = express()
app.use('/exports', exportsRouter)
app.use(requireStaff)
app.use('/customers', customers)

module.exports = app
