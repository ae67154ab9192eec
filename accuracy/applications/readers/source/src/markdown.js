import { marked } from 'marked';
import sanitize from 'sanitize-html';

const ALLOWED = {
  allowedTags: ['p', 'em', 'strong', 'ul', 'ol', 'li', 'blockquote', 'code', 'pre', 'br', 'a', 'h3', 'h4'],
  allowedAttributes: { a: ['href', 'rel'] },
  allowedSchemes: ['https', 'http'],
  allowProtocolRelative: false,
  transformTags: { a: sanitize.simpleTransform('a', { rel: 'nofollow ugc noopener' }) },
};

export const renderMarkdown = (source) => sanitize(marked.parse(source, { async: false, gfm: true }), ALLOWED);
