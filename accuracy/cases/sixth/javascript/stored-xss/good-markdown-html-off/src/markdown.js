import MarkdownIt from 'markdown-it'

const options = {
  linkify: true,
  breaks: true,
  html: false,
}

const renderer = new MarkdownIt(options).disable(['image'])

export const toHtml = (text) => renderer.render(text ?? '')
