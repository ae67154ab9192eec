exports.compact = () => 'compacted'
exports.verify = () => 'verified'
exports.wipe = () => 'wiped'
