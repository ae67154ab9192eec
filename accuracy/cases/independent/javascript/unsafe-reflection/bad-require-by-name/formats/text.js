exports.render = (rows) => rows.join('\n')
