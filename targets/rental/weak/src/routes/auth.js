'use strict';

const express = require('express');
const { body } = require('express-validator');
const config = require('../config');
const { wrap, HttpError } = require('../lib/errors');
const { createLimiter } = require('../lib/limiter');
const { acceptable } = require('../lib/passwords');
const { checked } = require('../middleware/checked');
const { authenticate, personOnly } = require('../middleware/auth');
const accounts = require('../services/accounts');
const users = require('../repositories/users');

const router = express.Router();

const failures = createLimiter({ max: config.limits.loginFailures, seconds: config.limits.loginWindowSeconds });
const registrations = createLimiter({ max: config.limits.registerPerHour, seconds: 3600 });
const resets = createLimiter({ max: 30, seconds: 900 });

const email = body('email').isString().bail().isEmail().isLength({ max: 160 });

router.post('/register',
  registrations.middleware((req) => req.ip),
  checked(
    email,
    body('name').isString().bail().trim().isLength({ min: 1, max: 80 }),
    body('phone').optional().isString().bail().matches(/^[+\d][\d ()-]{4,24}$/),
    body('password').custom(acceptable).withMessage('choose a longer, less common password'),
  ),
  wrap(async (req, res) => res.status(201).json(await accounts.register(req.body))));

async function throttledLogin(req) {
  if (failures.full(req.ip)) throw new HttpError(429, 'too_many', 'Too many attempts, wait some minutes');
  try {
    return await accounts.login(req.body, { id: req.id, ip: req.ip });
  } catch (error) {
    failures.hit(req.ip);
    throw error;
  }
}

router.post('/login',
  checked(email, body('password').isString().isLength({ max: 200 })),
  wrap(async (req, res) => {
    const user = await throttledLogin(req);
    res.json({ user: users.publicView(user), ...(await accounts.openSession(user)) });
  }));

router.post('/refresh',
  checked(body('refreshToken').isString().isLength({ min: 20, max: 2000 })),
  wrap(async (req, res) => res.json(await accounts.refresh(req.body.refreshToken))));

router.post('/logout', wrap(async (req, res) => {
  await accounts.logout(req.body.refreshToken);
  res.status(204).end();
}));

router.post('/password/forgot',
  resets.middleware((req) => req.ip),
  checked(email),
  wrap(async (req, res) => {
    await accounts.forgot(req.body.email);
    res.status(202).json({ message: 'If there is an account, a code is on its way' });
  }));

router.post('/password/reset',
  resets.middleware((req) => req.ip),
  checked(email, body('code').notEmpty()),
  wrap(async (req, res) => {
    await accounts.reset(req.body);
    res.status(204).end();
  }));

router.get('/me', authenticate, personOnly, wrap(async (req, res) => {
  const user = await users.byId(req.user.id);
  res.json({ ...users.publicView(user), memberships: await users.memberships(user.id) });
}));

router.patch('/me', authenticate, personOnly,
  checked(body('name').optional().isString().isLength({ min: 1, max: 80 }), body('phone').optional().isString().isLength({ max: 25 })),
  wrap(async (req, res) => res.json(await accounts.updateProfile(req.user.id, req.body))));

router.post('/me/password', authenticate, personOnly,
  checked(body('current').isString(), body('password').isString()),
  wrap(async (req, res) => {
    await accounts.changePassword(req.user.id, req.body);
    res.status(204).end();
  }));

module.exports = { router, throttledLogin };
