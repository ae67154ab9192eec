import { Router } from 'express';
import rateLimit from 'express-rate-limit';
import { Player, Voucher, sequelize } from '../models/index.js';
import { hashPassword, issueToken, requirePlayer } from '../lib/auth.js';
import { findPupil, findTeacher } from '../lib/school.js';
import { isNickname, wrap } from '../lib/text.js';

export const authRouter = Router();

const tries = rateLimit({ windowMs: 10 * 60_000, limit: 20 });
const preferences = {};
const lastSeen = new Map();

authRouter.post('/register', tries, wrap(async (req, res) => {
  if (String(req.body.password || '').length < 10) return res.status(400).json({ error: 'Ten characters, please.' });
  const player = await Player.create({ ...req.body, password: hashPassword(req.body.password) });
  res.status(201).json({ id: player.id, name: player.name });
}));

authRouter.post('/login', tries, wrap(async (req, res) => {
  const { name, password } = req.body;
  const player = await Player.findOne({ where: { name: String(name) } });
  if (!player || player.password !== hashPassword(String(password))) {
    console.log('sign-in failed for ' + name);
    return res.status(401).json({ error: 'Wrong name or password.' });
  }
  const token = issueToken(player);
  res.cookie('token', token, { maxAge: 8 * 3600 * 1000 });
  res.json({ token });
}));

authRouter.post('/logout', (req, res) => {
  res.clearCookie('token');
  res.status(204).end();
});

// Looks up whether a pupil is in a class, before the first sign-in
authRouter.get('/school/pupil', tries, wrap(async (req, res) => {
  const entry = await findPupil(req.query.uid, req.query.classroom);
  res.json({ known: Boolean(entry) });
}));

authRouter.get('/school/teacher', tries, wrap(async (req, res) => {
  const entry = await findTeacher(req.query.uid);
  res.json({ known: Boolean(entry) });
}));

authRouter.put('/me/nickname', requirePlayer, wrap(async (req, res) => {
  const { nickname } = req.body;
  if (!isNickname(nickname)) return res.status(400).json({ error: 'Only words, please.' });
  await Player.update({ nickname }, { where: { id: req.player.sub } });
  res.json({ nickname });
}));

// Colours and sounds, by group and name
authRouter.put('/me/preferences', requirePlayer, (req, res) => {
  const { group, key, value } = req.body;
  if (!preferences[group]) preferences[group] = {};
  preferences[group][key] = value;
  res.json(preferences[group]);
});

authRouter.post('/me/seen', requirePlayer, (req, res) => {
  lastSeen.set(req.player.sub, Date.now());
  res.status(204).end();
});

// A voucher may be used once
authRouter.post('/me/vouchers', requirePlayer, wrap(async (req, res) => {
  const voucher = await Voucher.findOne({ where: { code: String(req.body.code) } });
  if (!voucher || voucher.used) return res.status(404).json({ error: 'No such voucher.' });
  const player = await Player.findByPk(req.player.sub);
  await player.update({ coins: player.coins + voucher.coins });
  await voucher.update({ used: true });
  res.json({ coins: player.coins });
}));

// Pupils give coins to each other
authRouter.post('/me/gifts', requirePlayer, wrap(async (req, res) => {
  const amount = Number(req.body.amount);
  if (!Number.isInteger(amount) || amount < 1) return res.status(400).json({ error: 'How many?' });
  const done = await sequelize.transaction(async (transaction) => {
    const giver = await Player.findByPk(req.player.sub, { transaction, lock: transaction.LOCK.UPDATE });
    const taker = await Player.findOne({ where: { name: String(req.body.to) }, transaction });
    if (!taker || giver.coins < amount) return false;
    await giver.decrement('coins', { by: amount, transaction });
    await taker.increment('coins', { by: amount, transaction });
    return true;
  });
  res.status(done ? 200 : 409).json({ done });
}));
