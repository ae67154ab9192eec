const express = require('express')
const mysql = require('mysql2/promise')
const { ParcelRepository } = require('./parcel-repository')

const app = express()
const parcels = new ParcelRepository(mysql.createPool({ host: 'db.internal', database: 'parcels' }))

app.get('/parcels', async (req, res, next) => {
  try {
    res.json(await parcels.byDestination(req.query.city))
  } catch (error) {
    next(error)
  }
})

app.listen(3000)
