import {describe, expect, it} from 'vitest'

import {linkTarget} from '../../../studio/paste/link-target.ts'

const redirect = 'https://www.google.com/url?q='

describe('a pasted link', () => {
  it('that Google Docs wrapped is unwrapped', () => {
    const wrapped = `${redirect}${encodeURIComponent('https://a.example/?b=1')}&sa=D`
    expect(linkTarget(wrapped)).toEqual({kind: 'web', href: 'https://a.example/?b=1'})
  })

  it('that is wrapped into itself ten thousand times is read all the same', () => {
    expect(linkTarget(`${redirect.repeat(10_000)}https://a.example/`).kind).toBe('web')
  })

  it.each([
    'javascript:alert(1)',
    'java\nscript:alert(1)',
    'data:text/html,x',
    'file:///etc/passwd',
  ])('leads nowhere with %j, wrapped or not', (address) => {
    expect(linkTarget(address).kind).toBe('other')
    expect(linkTarget(redirect + encodeURIComponent(address)).kind).toBe('other')
  })
})
