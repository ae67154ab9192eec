const mysql = require('mysql2/promise');

const pool = mysql.createPool({ uri: process.env.MYSQL_URL, connectionLimit: 5 });

exports.cancel = async (guestId, id) => {
  const [result] = await pool.execute(
    "UPDATE bookings SET state = 'cancelled' WHERE id = ? AND guest_id = ? AND state = 'open'",
    [id, guestId],
  );
  return result.affectedRows === 1;
};

exports.find = async (guestId, id) => {
  const [rows] = await pool.execute(
    'SELECT id, starts_at AS startsAt, seats, state FROM bookings WHERE id = ? AND guest_id = ?',
    [id, guestId],
  );
  return rows[0] ?? null;
};
