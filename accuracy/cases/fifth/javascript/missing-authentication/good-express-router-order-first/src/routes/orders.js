const { Router } = require('express')
const db = require('../db')

const router = Router()

router.get('/', (_req, res, next) => {
  db.query('SELECT id, customer_id, cents, state FROM orders ORDER BY id DESC LIMIT 100').then(({ rows }) => res.json(rows), next)
})

router.post('/:id/cancel', (req, res, next) => {
  db.query("UPDATE orders SET state = 'cancelled' WHERE id = $1", [Number(req.params.id)])
    .then(({ rowCount }) => res.sendStatus(rowCount ? 204 : 404))
    .catch(next)
})

module.exports = router
