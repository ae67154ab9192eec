"use strict";

const { randomUUID } = require("node:crypto");
const path = require("node:path");
const MarkdownIt = require("markdown-it");
const multer = require("multer");
const sanitizeHtml = require("sanitize-html");
const sharp = require("sharp");
const config = require("./config");
const { HttpError } = require("./http");

const markdown = new MarkdownIt({ html: false, linkify: true });

function renderMarkdown(source) {
  return sanitizeHtml(markdown.render(source), {
    allowedTags: ["p", "em", "strong", "ul", "ol", "li", "a", "code", "blockquote"],
    allowedAttributes: { a: ["href", "rel"] },
    allowedSchemes: ["https", "mailto"],
    transformTags: { a: sanitizeHtml.simpleTransform("a", { rel: "nofollow noopener" }) },
  });
}

const receivePhoto = multer({
  storage: multer.memoryStorage(),
  limits: { fileSize: 5 * 1024 * 1024, files: 1, fields: 4, fieldSize: 16 * 1024, parts: 6 },
}).single("photo");

/** Decodes the upload and writes it anew, which drops metadata and anything that is no picture. */
async function storePhoto(file) {
  const name = `${randomUUID()}.webp`;
  try {
    await sharp(file.buffer, { limitInputPixels: 40_000_000, failOn: "error" })
      .timeout({ seconds: 10 })
      .rotate()
      .resize(1600, 1600, { fit: "inside", withoutEnlargement: true })
      .webp({ quality: 80 })
      .toFile(path.join(config.PHOTO_DIR, name));
  } catch {
    throw new HttpError(400, "The picture could not be read.");
  }
  return name;
}

module.exports = { renderMarkdown, receivePhoto, storePhoto };
