'use strict';

const express = require('express');
const api = require('../controllers/api');
const { requireLogin } = require('../middleware/auth');

const router = express.Router();

router.get('/courses', api.courses);
router.get('/courses/:id/attendance', api.attendance);
router.get('/calendar', api.calendar);
router.get('/courses/:id/summary', requireLogin, api.summary);
router.get('/me', requireLogin, api.me);
router.post('/bookings', requireLogin, api.book);
router.get('/payments', requireLogin, api.payments);
router.get('/payments/:id', requireLogin, api.payment);
router.get('/settings', requireLogin, api.settings);
router.put('/settings', requireLogin, api.saveSettings);

module.exports = router;
