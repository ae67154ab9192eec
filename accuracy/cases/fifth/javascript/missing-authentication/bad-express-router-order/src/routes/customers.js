const { Router } = require('express')
const db = require('../db')

const router = Router()

router.get('/', (_req, res, next) => {
  db.query('SELECT id, name FROM customers ORDER BY name LIMIT 100').then(({ rows }) => res.json(rows), next)
})

module.exports = router
