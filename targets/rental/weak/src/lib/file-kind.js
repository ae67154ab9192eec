'use strict';

const KINDS = [
  { ext: 'png', mime: 'image/png', magic: Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a]) },
  { ext: 'jpg', mime: 'image/jpeg', magic: Buffer.from([0xff, 0xd8, 0xff]) },
  { ext: 'pdf', mime: 'application/pdf', magic: Buffer.from('%PDF-') },
];

/** What a file is by its first bytes. */
const kindOf = (buffer) => KINDS.find(({ magic }) => buffer.subarray(0, magic.length).equals(magic)) || null;

module.exports = { kindOf };
