const express = require('express')
const orders = require('./orders/router')

const app = express()
app.use('/orders', orders)
app.listen(process.env.PORT || 3000)
