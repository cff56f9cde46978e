import {expect, it} from 'vitest'

import {nameInter, withoutOutside} from '../../../studio/lake/offline-plugin.ts'

it('leads what Sanity calls outside to the Studio itself', () => {
  expect(withoutOutside('fetch("https://api.sanity.io/vX/intake/feedback")')).toBe(
    'fetch("/v1/intake/batch")',
  )
  expect(withoutOutside('`${"https://sanity-cdn.com"}/v1/modules`')).toBe(
    '`${"/static/versions.json?"}/v1/modules`',
  )
})

it('takes the bridge to the dashboard out of a page', () => {
  const bridge =
    '<script src="https://core.sanity-cdn.com/bridge.js" async type="module" data-sanity-core></script>'
  expect(withoutOutside(`<head>${bridge}\n</head>`)).toBe('<head></head>')
})

it('takes fonts of other servers out of a style, and no others', () => {
  const own = '@font-face{font-family:Inter;src:url(./inter.woff2)}'
  const outside =
    '@font-face{font-family:Inter;src:url(https://design-system-static.sanity.io/Inter.woff2)}'
  expect(withoutOutside(own + outside)).toBe(own)
})

it('gives the local font the name that styles use', () => {
  expect(nameInter("font-family: 'Inter Variable';")).toBe('font-family: Inter;')
})
