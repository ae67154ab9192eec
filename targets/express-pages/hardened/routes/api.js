'use strict';

const express = require('express');
const api = require('../controllers/api');
const { requireLogin, requireStaff } = require('../middleware/auth');

const router = express.Router();

router.get('/courses', api.courses);
router.use(requireLogin);
router.get('/courses/:id/attendance', requireStaff, api.attendance);
router.get('/courses/:id/summary', api.summary);
router.get('/calendar', api.calendar);
router.get('/me', api.me);
router.post('/bookings', api.book);
router.get('/payments', api.payments);
router.get('/payments/:id', api.payment);
router.get('/settings', api.settings);
router.put('/settings', api.saveSettings);

module.exports = router;
