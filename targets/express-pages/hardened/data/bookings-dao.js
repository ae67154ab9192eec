'use strict';

const db = require('./documents');

const bookings = db.collection('bookings');

exports.of = function (userId, limit, skip) {
  return bookings.find({ userId: String(userId) }).sort({ _id: 1 }).skip(skip).limit(limit).toArray();
};

exports.own = function (id, userId) {
  return bookings.findOne({ _id: String(id), userId: String(userId) });
};

exports.ofCourse = function (courseId, limit) {
  return bookings.find({ courseId: Number(courseId), status: { $ne: 'cancelled' } }).limit(limit).toArray();
};

exports.create = async function ({ userId, courseId, seats, note, status, priceCents }) {
  return (await bookings.insertOne({ userId, courseId, seats, note, status, priceCents })).insertedId;
};

/** Changes the status of an own booking that is still open; answers whether it did. */
exports.close = async function (id, userId, status) {
  const result = await bookings.updateOne({ _id: String(id), userId: String(userId), status: 'open' }, { $set: { status: String(status) } });
  return result.matchedCount === 1;
};

/** Archives a booking of this user; those of others stay as they are. */
exports.archive = function (id, userId) {
  return bookings.updateOne({ _id: String(id), userId: userId }, { $set: { archived: true } });
};
