const express = require('express');
const { query, inTransaction } = require('../db');
const { log } = require('../lib/log');
const { pickupCode } = require('../lib/secrets');
const { requireMember } = require('../middleware/auth');
const { stockLevel } = require('../services/stock');

const router = express.Router();
router.use(requireMember);

router.get('/', async (req, res) => {
  const { rows } = await query('SELECT id, tool_id, until FROM rentals WHERE member_id = $1 ORDER BY id DESC LIMIT 100', [req.member.id]);
  for (const rental of rows) {
    const tool = await query('SELECT name FROM tools WHERE id = $1', [rental.tool_id]);
    rental.tool = tool.rows[0]?.name;
  }
  res.json(rows);
});

router.get('/:id', async (req, res) => {
  const { rows } = await query('SELECT id, tool_id, until, pickup_code, address FROM rentals WHERE id = $1', [req.params.id]);
  return rows[0] ? res.json(rows[0]) : res.sendStatus(404);
});

router.post('/', async (req, res) => {
  const tool = Number(req.body.tool);
  const days = Number(req.body.days);
  if (!Number.isInteger(tool) || !Number.isInteger(days) || days < 1 || days > 30) return res.sendStatus(400);
  if ((await stockLevel(tool)) < 1) return res.sendStatus(409);
  const { rows } = await query(
    "INSERT INTO rentals (tool_id, member_id, until, pickup_code) VALUES ($1, $2, now() + $3 * interval '1 day', $4) RETURNING id, until",
    [tool, req.member.id, days, pickupCode()],
  );
  res.status(201).json(rows[0]);
});

router.post('/:id/deposit-refund', async (req, res) => {
  const { rows } = await query(
    'SELECT id, deposit, returned_at, refunded FROM rentals WHERE id = $1 AND member_id = $2',
    [req.params.id, req.member.id],
  );
  const rental = rows[0];
  if (!rental || !rental.returned_at || rental.refunded) return res.sendStatus(409);
  await query('UPDATE members SET credit = credit + $1 WHERE id = $2', [rental.deposit, req.member.id]);
  await query('UPDATE rentals SET refunded = true WHERE id = $1', [rental.id]);
  res.sendStatus(204);
});

router.post('/:id/pay', async (req, res) => {
  const done = await inTransaction(async (db) => {
    const { rows } = await db.query(
      'SELECT id, price FROM rentals WHERE id = $1 AND member_id = $2 AND NOT paid FOR UPDATE',
      [req.params.id, req.member.id],
    );
    if (!rows[0]) return false;
    const taken = await db.query('UPDATE members SET credit = credit - $1 WHERE id = $2 AND credit >= $1', [rows[0].price, req.member.id]);
    if (!taken.rowCount) return false;
    await db.query('UPDATE rentals SET paid = true WHERE id = $1', [rows[0].id]);
    return true;
  });
  log.info({ rental: req.params.id, done }, 'rental payment');
  res.sendStatus(done ? 204 : 409);
});

router.post('/:id/extend', async (req, res) => {
  const { rowCount } = await query(
    "UPDATE rentals SET until = until + interval '1 day' WHERE id = $1 AND member_id = $2",
    [req.params.id, req.member.id],
  );
  res.sendStatus(rowCount ? 204 : 404);
});

module.exports = router;
