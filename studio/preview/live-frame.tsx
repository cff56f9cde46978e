import {useEffect, useRef, useState} from 'react'

import {morph} from './morph.ts'

interface Props {
  /** A whole document. */
  html: string
  /** For those who cannot see it. */
  title: string
}

/**
 * Show a page in a frame that runs nothing and leads nowhere, and change it in place while it is
 * written, so that the reader keeps their place.
 *
 * Without `allow-scripts` nothing in it runs, whatever the page holds; `allow-same-origin` lets the
 * Studio change it.
 */
export function LiveFrame({html, title}: Props) {
  const frame = useRef<HTMLIFrameElement>(null)
  const [first, setFirst] = useState(html)

  useEffect(() => {
    const shown = frame.current?.contentDocument
    const next = new DOMParser().parseFromString(html, 'text/html')
    if (shown?.body && shown.readyState === 'complete' && rulesOf(shown) === rulesOf(next)) {
      shown.title = next.title
      copyLanguage(shown, next)
      morph(shown.body, next.body)
    } else {
      setFirst(html)
    }
  }, [html])

  return (
    <iframe
      ref={frame}
      title={title}
      sandbox="allow-same-origin"
      srcDoc={first}
      style={{border: 0, width: '100%', height: '100%', display: 'block', background: 'Canvas'}}
      onLoad={({currentTarget}) => {
        const shown = currentTarget.contentDocument
        if (!shown) return
        shown.addEventListener('click', stayHere)
        shown.addEventListener('auxclick', stayHere)
        shown.addEventListener('submit', (event) => event.preventDefault())
      }}
    />
  )
}

/** What only a new page can change: its policy and its style. */
function rulesOf({head}: Document): string {
  const parts = head.querySelectorAll('style, meta[http-equiv]')
  return [...parts].map((part) => part.outerHTML).join('\n')
}

function copyLanguage(shown: Document, {documentElement: {dir, lang}}: Document): void {
  shown.documentElement.lang = lang
  shown.documentElement.dir = dir
}

/** Links inside the page scroll; all others lead nowhere. */
function stayHere(event: Event): void {
  const link = (event.target as Element | null)?.closest('a')
  if (!link) return
  event.preventDefault()
  const href = link.getAttribute('href') ?? ''
  if (!href.startsWith('#')) return
  const target = link.ownerDocument.querySelector(`[id="${CSS.escape(href.slice(1))}"]`)
  target?.scrollIntoView({block: 'start'})
}
