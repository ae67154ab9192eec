'use strict';

const express = require('express');
const multer = require('multer');
const config = require('../config');
const materials = require('../controllers/materials');
const { requireLogin } = require('../middleware/auth');

const storage = multer.diskStorage({
  destination: config.uploadDir,
  filename: function (req, file, done) {
    done(null, file.originalname);
  },
});
const upload = multer({ storage: storage });

const router = express.Router();

router.use(requireLogin);
router.get('/', materials.list);
router.post('/', upload.single('file'), materials.add);
router.get('/download', materials.download);
router.get('/:id', materials.show);

module.exports = router;
