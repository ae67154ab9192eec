'use strict';

const express = require('express');
const staff = require('../controllers/staff');
const { requireStaff } = require('../middleware/auth');

const router = express.Router();

router.use(requireStaff);
router.get('/users', staff.users);
router.post('/users/:id/disable', staff.disable);
router.post('/courses/:id/price', staff.setPrice);
router.post('/vouchers', staff.issueVoucher);
router.get('/export.csv', staff.exportMembers);

module.exports = router;
