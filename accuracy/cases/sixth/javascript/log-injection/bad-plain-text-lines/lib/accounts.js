'use strict';

var argon2 = require('argon2');
var mysql = require('mysql2/promise');

var pool = mysql.createPool(process.env.MYSQL_URL);

exports.check = async function (login, password) {
  var result = await pool.execute('SELECT id, password_hash FROM accounts WHERE login = ?', [login]);
  var row = result[0][0];
  if (!row || !(await argon2.verify(row.password_hash, password))) {
    return null;
  }
  return row.id;
};
