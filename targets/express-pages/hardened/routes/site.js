'use strict';

const express = require('express');
const site = require('../controllers/site');
const catalogue = require('../controllers/catalogue');

const router = express.Router();

router.get('/', site.home);
router.get('/contact', site.contactForm);
router.post('/contact', site.contact);
router.get('/leave', site.leave);
router.get('/language', site.language);
router.get('/articles/:id', site.article);
router.get('/placement', site.placementForm);
router.post('/placement', site.placement);
router.get('/verify', site.verifyCertificate);
router.get('/app{/*rest}', site.shell);

router.get('/catalogue', catalogue.list);
router.get('/catalogue/search', catalogue.search);
router.get('/catalogue/category', catalogue.category);
router.get('/catalogue/finder', catalogue.finder);
router.get('/catalogue/:slug', catalogue.show);
router.get('/catalogue/:slug/availability', catalogue.availability);
router.get('/tutors/:id', catalogue.tutor);

module.exports = router;
