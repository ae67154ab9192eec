const plain = (text) => String(text).replace(/[\x00-\x1f\x7f]/g, ' ')

exports.event = (name, detail) => console.info(`${new Date().toISOString()} ${name} ${plain(detail)}`)
