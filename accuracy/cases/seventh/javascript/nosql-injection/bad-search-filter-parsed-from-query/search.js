'use strict'

const express = require('express')
const { db } = require('./db')

const router = express.Router()
const FIELDS = ['brand', 'colour', 'year']

const usable = (value) => typeof value === 'string' || Number.isFinite(value)

function toFilter(text) {
  const given = JSON.parse(text)
  const filter = { hidden: false }
  for (const field of FIELDS) {
    if (field in given) filter[field] = given[field]
  }
  return filter
}

router.get('/cars', async (req, res) => {
  let filter
  try {
    filter = toFilter(String(req.query.filter ?? '{}'))
  } catch {
    res.status(400).json({ error: 'filter is no JSON' })
    return
  }
  const cars = await db().collection('cars').find(filter).limit(40).toArray()
  res.json({ usable: usable(filter.brand), cars })
})

module.exports = router
