'use strict';

const posts = require('../data/posts-dao');

exports.show = async function (req, res) {
  const rows = await posts.visible(req.params.courseId, req.query.visibility);
  res.render('board', { title: 'Board', rows, courseId: req.params.courseId });
};

exports.byAuthor = async function (req, res) {
  res.render('author', { title: 'Posts of a tutor', rows: await posts.byAuthor(req.query.name) });
};

exports.add = function (req, res, next) {
  const post = { courseId: Number(req.params.courseId), author: req.user.name, visibility: 'public', body: req.body.body };
  posts.add(post, function (err) {
    if (err) return next(err);
    res.redirect('/board/' + Number(req.params.courseId));
  });
};
