'use strict';

const express = require('express');
const staff = require('../controllers/staff');
const { requireLogin, requireStaff } = require('../middleware/auth');

const router = express.Router();

router.use(requireLogin);
router.get('/users', requireStaff, staff.users);
router.post('/users/:id/disable', requireStaff, staff.disable);
router.post('/courses/:id/price', staff.setPrice);
router.get('/export.csv', staff.exportMembers);
router.get('/courses', requireStaff, staff.courses);

module.exports = router;
