'use strict';

const posts = require('../data/posts-dao');
const { fields, form, parse } = require('../lib/validators');

const Post = form({ body: fields.text(2000).min(1) });
const courseNumber = fields.number(1, 999999);

exports.show = async function (req, res) {
  const courseId = parse(courseNumber, req.params.courseId);
  const levels = req.user.role === 'staff' ? ['public', 'staff'] : ['public'];
  res.render('board', { title: 'Board', rows: await posts.visible(courseId, levels, 100), courseId });
};

exports.byAuthor = async function (req, res) {
  res.render('author', { title: 'Posts of a tutor', rows: await posts.byAuthor(req.query.name) });
};

exports.add = function (req, res, next) {
  const courseId = parse(courseNumber, req.params.courseId);
  const { body } = parse(Post, req.body);
  posts.add({ courseId, author: req.user.name, visibility: 'public', body }).then(() => res.redirect(303, '/board/' + courseId), next);
};
