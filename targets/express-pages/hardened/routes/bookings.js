'use strict';

const express = require('express');
const bookings = require('../controllers/bookings');

const router = express.Router();

router.get('/', bookings.list);
router.post('/', bookings.create);
router.post('/cancel', bookings.cancel);
router.post('/redeem', bookings.redeem);
router.post('/label', bookings.label);
router.post('/checksum', bookings.checksum);
router.get('/:id', bookings.show);
router.post('/:id/confirm', bookings.confirm);
router.post('/:id/archive', bookings.archive);

module.exports = router;
