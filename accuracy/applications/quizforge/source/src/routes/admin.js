import { Router } from 'express';
import { Player, Voucher } from '../models/index.js';
import { requireAdmin } from '../lib/auth.js';
import { wrap } from '../lib/text.js';

export const adminRouter = Router();
adminRouter.use(requireAdmin);

adminRouter.get('/players', wrap(async (req, res) => {
  res.json(await Player.findAll({ order: ['id'], limit: 200 }));
}));

adminRouter.get('/players/count', wrap(async (req, res) => {
  res.json({ count: await Player.count() });
}));

adminRouter.post('/vouchers', wrap(async (req, res) => {
  const voucher = await Voucher.create({ code: String(req.body.code), coins: Number(req.body.coins) });
  res.status(201).json({ id: voucher.id });
}));
