'use strict';

const express = require('express');
const account = require('../controllers/account');
const limits = require('../middleware/limits');

const router = express.Router();

router.get('/', account.show);
router.post('/profile', account.saveProfile);
router.post('/password', limits.signIn, account.changePassword);
router.post('/picture', account.fetchPicture);
router.post('/instalments', account.instalments);
router.post('/gift-card', account.giftCard);
router.post('/greeting', account.greeting);
router.post('/iban', account.saveIban);

module.exports = router;
