'use strict';

const express = require('express');
const auth = require('../controllers/auth');
const limits = require('../middleware/limits');

const router = express.Router();

router.get('/login', auth.loginForm);
router.post('/login', limits.signIn, auth.login);
router.get('/register', auth.registerForm);
router.post('/register', limits.signIn, auth.register);
router.post('/logout', auth.logout);
router.get('/forgot', auth.forgotForm);
router.post('/forgot', limits.signIn, auth.forgot);
router.get('/reset', auth.resetForm);
router.post('/reset', limits.signIn, auth.reset);

module.exports = router;
