'use strict';

const db = require('./documents');

const posts = db.collection('posts');

exports.visible = function (courseId, visibility) {
  return posts.find({ courseId: Number(courseId), visibility: visibility || 'public' }).toArray();
};

exports.byAuthor = function (name) {
  return posts.find({ author: String(name), visibility: 'public' }).limit(20).toArray();
};

exports.add = function (post, callback) {
  posts.insertOne(post).then(() => callback(null), callback);
};
