import {createElement as h} from 'react'

const style = `
html { background-color: #fff }
@media (prefers-color-scheme: dark) { html { background-color: #13141b } }
html, body, #sanity { height: 100% }
body { margin: 0; -webkit-font-smoothing: antialiased }
noscript { display: block; padding: 2rem; font-family: system-ui, sans-serif }
`

/** What `sanity build` tells the page. */
export interface DocumentProps {
  /** The script that starts the Studio. */
  entryPath: string
  css?: string[]
}

/**
 * The page that the Studio runs in: no inline script, nothing from outside.
 *
 * Without JSX, since `sanity build` renders it in Node.
 */
export function Document({entryPath, css = []}: DocumentProps) {
  return h(
    'html',
    {lang: 'en'},
    h(
      'head',
      null,
      h('meta', {charSet: 'utf-8'}),
      h('meta', {
        name: 'viewport',
        content: 'width=device-width, initial-scale=1, viewport-fit=cover',
      }),
      h('meta', {name: 'robots', content: 'noindex'}),
      h('meta', {name: 'referrer', content: 'same-origin'}),
      h('title', null, 'Marrow'),
      h('link', {rel: 'icon', type: 'image/svg+xml', href: '/static/favicon.svg'}),
      css.map((href) => h('link', {key: href, rel: 'stylesheet', href})),
      h('style', {dangerouslySetInnerHTML: {__html: style}}),
    ),
    h(
      'body',
      null,
      h('div', {id: 'sanity'}),
      h('script', {type: 'module', src: entryPath}),
      h('noscript', null, 'Marrow needs JavaScript. Switch it on and load the page again.'),
    ),
  )
}
