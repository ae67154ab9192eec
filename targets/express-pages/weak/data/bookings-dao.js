'use strict';

const db = require('./documents');

const bookings = db.collection('bookings');

exports.of = function (userId) {
  return bookings.find({ userId: userId }).toArray();
};

exports.byId = function (id) {
  return bookings.findOne({ _id: String(id) });
};

exports.ofCourse = function (courseId) {
  return bookings.find({ courseId: Number(courseId) }).toArray();
};

exports.create = async function (booking) {
  const id = String((await bookings.countDocuments({})) + 1);
  await bookings.insertOne({ _id: id, ...booking });
  return id;
};

exports.setStatus = function (id, status) {
  return bookings.updateOne({ _id: String(id) }, { $set: { status: status } });
};

/** Archives a booking of this user; those of others stay as they are. */
exports.archive = function (id, userId) {
  return bookings.updateOne({ _id: String(id), userId: userId }, { $set: { archived: true } });
};
