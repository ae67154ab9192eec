'use strict';

const express = require('express');
const auth = require('../controllers/auth');

const router = express.Router();

router.get('/login', auth.loginForm);
router.post('/login', auth.login);
router.get('/register', auth.registerForm);
router.post('/register', auth.register);
router.post('/logout', auth.logout);
router.get('/forgot', auth.forgotForm);
router.post('/forgot', auth.forgot);
router.get('/reset', auth.resetForm);
router.post('/reset', auth.reset);
router.get('/kiosk', auth.kioskForm);
router.post('/kiosk', auth.kiosk);

module.exports = router;
