'use strict';

const config = require('../config');
const mailer = require('../lib/mailer');
const grading = require('../lib/grading');
const { theme } = require('../lib/theme');
const { ownPath } = require('../lib/paths');
const { fields, form, parse } = require('../lib/validators');

const PARTNERS = { museum: 'https://museum.linden.example/', library: 'https://library.linden.example/' };
const ARTICLES = {
  1: { title: 'How to enrol', text: 'Choose a course, press *Book*, pay at the desk.' },
  2: { title: 'The Linux evening', text: 'We read a file together:\nroot:x:0:0:root:/root:/bin/bash\nand learned what each part means.' },
  3: { title: 'SQL for beginners', text: 'Do not fear "You have an error in your SQL syntax near \'SELECT\'".' },
};
const Contact = form({ subject: fields.line(120).min(1), message: fields.text(4000).min(1) });
const Answers = form({ greeting: fields.line(40).default(''), number: fields.line(40).default(''), article: fields.line(40).default('') });

exports.home = function (req, res) {
  res.render('home', { title: 'Linden Evening School', theme: theme(req.cookies.prefs) });
};

exports.contactForm = function (req, res) {
  res.render('contact', { title: 'Contact' });
};

exports.contact = function (req, res) {
  const { subject, message } = parse(Contact, req.body);
  mailer.send('desk@linden.example', subject, message);
  req.flash('Thank you, we will answer soon.');
  res.redirect(303, '/contact');
};

exports.leave = function (req, res) {
  const target = Object.hasOwn(PARTNERS, String(req.query.to)) ? PARTNERS[req.query.to] : undefined;
  if (target === undefined) return res.status(404).render('error', { title: 'Unknown partner: ' + req.query.to, detail: '' });
  res.redirect(target);
};

exports.language = function (req, res) {
  res.cookie('language', req.query.to === 'it' ? 'it' : 'en', { httpOnly: true, secure: config.secureCookies, sameSite: 'lax' });
  res.redirect(ownPath(req.query.back));
};

exports.article = function (req, res) {
  const article = Object.hasOwn(ARTICLES, req.params.id) ? ARTICLES[req.params.id] : undefined;
  if (article === undefined) return res.status(404).render('error', { title: 'No such article', detail: '' });
  res.render('article', article);
};

exports.placementForm = function (req, res) {
  res.render('placement', { title: 'Placement test', points: null });
};

exports.placement = function (req, res) {
  const points = grading.evaluate(parse(Answers, req.body));
  res.render('placement', { title: 'Placement test', points });
};

exports.verifyCertificate = function (req, res) {
  res.render('verify', { title: 'Certificates', code: String(req.query.code || '').slice(0, 40) });
};

/** The page of the booking kiosk, whatever its address: the script of the page finds the rest. */
exports.shell = function (req, res) {
  res.render('shell', { title: 'Kiosk' });
};
