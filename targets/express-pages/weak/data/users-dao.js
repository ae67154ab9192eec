'use strict';

const db = require('./documents');

const users = db.collection('users');

exports.findByEmail = function (email, callback) {
  users.findOne({ email: email }, callback);
};

exports.findById = function (id) {
  return users.findOne({ _id: id });
};

exports.findByCard = function (card, pin) {
  return users.findOne({ card: card, pin: pin });
};

exports.findByResetToken = function (token, callback) {
  users.findOne({ resetToken: token }, callback);
};

exports.create = function (fields, callback) {
  users.insertOne(fields).then((result) => callback(null, result.insertedId), callback);
};

exports.save = function (user) {
  const { _id, ...fields } = user;
  return users.updateOne({ _id: _id }, { $set: fields });
};

exports.all = function () {
  return users.find({}).toArray();
};
