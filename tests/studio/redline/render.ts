import {readFileSync} from 'node:fs'
import {fileURLToPath} from 'node:url'

import {Card, ThemeProvider} from '@sanity/ui'
import {buildTheme} from '@sanity/ui/theme'
import {createElement as h} from 'react'
import {renderToStaticMarkup} from 'react-dom/server'
import {ServerStyleSheet} from 'styled-components'

import {RedlineView, type RedlineViewProps} from '../../../studio/redline/index.ts'

const styles = readFileSync(fileURLToPath(import.meta.resolve('@sanity/ui/styles.css')), 'utf8')

/** Render a redline to a whole page, as it stands before a person opened anything. */
export function renderPage(props: RedlineViewProps, scheme: 'dark' | 'light' = 'light'): string {
  const sheet = new ServerStyleSheet()
  const page = h(
    Card,
    {as: 'main', padding: 5, height: 'fill'},
    h('h1', null, 'Review'),
    h(RedlineView, props),
  )
  const themed = h(ThemeProvider, {theme: buildTheme(), scheme}, page)
  const body = renderToStaticMarkup(sheet.collectStyles(themed))
  return [
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Redline</title>',
    `<style>${styles}</style>${sheet.getStyleTags()}`,
    '<style>body{margin:0;font-family:sans-serif}h1{font-size:1.2rem}</style></head>',
    `<body>${body}</body></html>`,
  ].join('\n')
}
