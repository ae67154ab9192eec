const { pool } = require('./pool')

exports.removeMember = (groupId, memberId) => pool.query('DELETE FROM memberships WHERE group_id = $1 AND member_id = $2', [groupId, memberId])
