// Show an article as a page of your own: `node example-consumer.mjs article.json > page.html`
import {readFileSync} from 'node:fs'
import {argv} from 'node:process'

const article = JSON.parse(readFileSync(argv[2], 'utf8'))
const major = String(article.formatVersion).split('.')[0]
if (article.format !== 'marrow-article' || major !== '1') throw new Error('Not a format I know')
if (article.status !== 'published') throw new Error('Nobody has approved this text')

const escape = (text) => String(text).replace(/[&<>"]/g, (c) => `&#${c.codePointAt(0)};`)
const names = (people) => people.map(({name, credentials}) => [name, ...credentials].join(', '))
const notices = article.notices.map(({text}) => `<p role="note">${escape(text)}</p>`)
if (article.sample) notices.unshift(`<p role="note">${escape(article.sampleNotice)}</p>`)
const sources = article.sources.map(({id, formatted}) => `<li id="${id}">${formatted.html}</li>`)
const reviewed = (article.reviewedBy ?? []).map(
  (who) => `${names([who])} on ${who.at.slice(0, 10)}`,
)

console.log(`<article lang="${escape(article.language)}" dir="${article.direction}">
<h1>${escape(article.title)}</h1>${notices.join('')}<p>${escape(article.summary)}</p>
<p>By ${escape(names(article.authors).join('; '))}. Reviewed by ${escape(reviewed.join('; ') || 'nobody')}.</p>
${article.sections.map(({html}) => html).join('\n')}
<ol>${sources.join('\n')}</ol><p>${escape(article.site?.disclaimer ?? '')}</p></article>`)
