'use strict';

const db = require('./documents');

const posts = db.collection('posts');

exports.visible = function (courseId, levels, limit) {
  return posts.find({ courseId: Number(courseId), visibility: { $in: levels } }).limit(limit).toArray();
};

exports.byAuthor = function (name) {
  return posts.find({ author: String(name), visibility: 'public' }).limit(20).toArray();
};

exports.add = function ({ courseId, author, visibility, body }) {
  return posts.insertOne({ courseId, author, visibility, body });
};
