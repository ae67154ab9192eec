'use strict';

const express = require('express');
const account = require('../controllers/account');
const { requireLogin } = require('../middleware/auth');

const router = express.Router();

router.use(requireLogin);
router.get('/', account.show);
router.post('/profile', account.saveProfile);
router.post('/password', account.changePassword);
router.post('/picture', account.fetchPicture);
router.post('/instalments', account.instalments);
router.post('/gift-card', account.giftCard);
router.post('/greeting', account.greeting);
router.post('/iban', account.saveIban);

module.exports = router;
