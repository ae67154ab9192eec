'use strict';

const express = require('express');
const multer = require('multer');
const materials = require('../controllers/materials');
const csrf = require('../middleware/csrf');

const receive = multer({ storage: multer.memoryStorage(), limits: { fileSize: 1024 * 1024, files: 1, fields: 1, fieldSize: 200, parts: 2 } }).single('file');

const router = express.Router();

router.get('/', materials.list);
router.post('/', receive, csrf.verify, materials.add);
router.get('/:id', materials.show);

module.exports = router;
