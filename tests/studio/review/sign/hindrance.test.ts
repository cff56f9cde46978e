import {describe, expect, it} from 'vitest'

import type {Version} from '../../../../studio/records/records.ts'
import {hindrance} from '../../../../studio/review/sign/hindrance.ts'

const shown = {value: {pages: []}, fault: null}

function version(number: number, digest = `${number}`.repeat(64)): Version {
  const id = `edition.article-x.${number}`
  return {document: {_id: id, _type: 'edition'}, id, number, payload: null, digest}
}

describe('nobody signs another text than the one that is shown', () => {
  it('lets somebody sign the version that they opened, once it is shown', () => {
    expect(hindrance('sign-off', version(3), version(3), shown)).toBeNull()
  })

  it('holds a signature when a newer version comes while the dialog is open', () => {
    for (const deed of ['sign-off', 'withdraw', 'request-changes'] as const) {
      expect(hindrance(deed, version(3), version(4), shown)?.why, deed).toContain('Version 4')
    }
  })

  it('holds it when the same version gets other content, as a hosted lake lets happen', () => {
    const altered = version(3, 'f'.repeat(64))
    expect(hindrance('sign-off', version(3), altered, shown)?.why).toContain('Version 3')
  })

  it('holds a sign-off until the text is shown, and for good where it cannot be', () => {
    const waiting = {value: null, fault: null}
    const broken = {value: null, fault: 'The picture is not the one that was sealed'}
    expect(hindrance('sign-off', version(3), version(3), waiting)).toEqual({why: null})
    expect(hindrance('sign-off', version(3), version(3), broken)?.why).toContain('cannot be shown')
    expect(hindrance('withdraw', version(3), version(3), waiting)).toBeNull()
  })

  it('holds nothing while the deed is about no version any more, as after signing', () => {
    expect(hindrance('sign-off', version(3), null, shown)).toBeNull()
  })
})
