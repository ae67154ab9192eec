'use strict';

const EMAIL = /^([a-zA-Z0-9]+[._-]?)+@[a-zA-Z0-9.-]+$/;
const SLUG = /^(?:[a-z0-9]+-)*[a-z0-9]+$/;

exports.isEmail = (text) => EMAIL.test(text);
exports.isSlug = (text) => SLUG.test(text);
