import {useMemo, type Ref} from 'react'

import {toBase64} from '#schemas'

import type {RenderedPage} from './render-version.ts'

/** What a frame shows, and who hears of it. */
export interface PageFrameProps {
  page: RenderedPage
  /** For those who cannot see it. */
  title: string
  /** CSS length. */
  height?: string
  ref?: Ref<HTMLIFrameElement>
  /** The page is there: once for each that is shown. */
  onShow?: (document: Document) => void
}

/**
 * Show a page in a frame that runs nothing and leads nowhere.
 *
 * Without `allow-scripts` nothing in it runs; `allow-same-origin` lets the Studio mark places and
 * read what is selected.
 */
export function PageFrame({page, title, height = '100%', ref, onShow}: PageFrameProps) {
  const html = useMemo(() => withPictures(page), [page])
  return (
    <iframe
      ref={ref}
      title={title}
      sandbox="allow-same-origin"
      srcDoc={html}
      style={{border: 0, width: '100%', height, display: 'block', background: 'Canvas'}}
      onLoad={({currentTarget}) => {
        const shown = currentTarget.contentDocument
        if (!shown) return
        shown.addEventListener('click', stayHere)
        shown.addEventListener('submit', (event) => event.preventDefault())
        onShow?.(shown)
      }}
    />
  )
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
  if (target instanceof HTMLElement) target.focus()
}

/** The page's HTML with its pictures inside: in a frame of its own it has no address to load from. */
function withPictures({html, pictures}: RenderedPage): string {
  const allowed = html.replace(/img-src (?:'|&#x27;)self(?:'|&#x27;)/, 'img-src data:')
  return [...pictures].reduce(
    (text, [path, {bytes, mediaType}]) =>
      text.replaceAll(`"${path}"`, `"data:${mediaType};base64,${toBase64(bytes)}"`),
    allowed,
  )
}
