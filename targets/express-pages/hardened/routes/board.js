'use strict';

const express = require('express');
const board = require('../controllers/board');
const { requireLogin } = require('../middleware/auth');

const router = express.Router();

router.get('/author', board.byAuthor);
router.get('/:courseId', requireLogin, board.show);
router.post('/:courseId', requireLogin, board.add);

module.exports = router;
