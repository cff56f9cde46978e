import type {WithdrawalNotice} from '#pipeline'

/** A notice with something in every field. */
export function makeNotice(changes: Partial<WithdrawalNotice> = {}): WithdrawalNotice {
  return {
    kind: 'article',
    article: 'article-bme-knee',
    language: 'en',
    direction: 'ltr',
    title: 'Bone marrow edema of the knee',
    slug: 'bone-marrow-edema-knee',
    edition: 'edition.article-bme-knee.3',
    number: 3,
    digest: '9f'.repeat(32),
    update: 'retraction',
    severity: 'safety',
    effective: '2026-04-02T06:00:00.000Z',
    withdrawnAt: '2026-04-01T10:00:00.000Z',
    text: 'The dose in the section on treatment is ten times too high.',
    statement: `statement.${'5e'.repeat(16)}`,
    publisher: {name: 'Marrow Health', url: 'https://health.example.org/library'},
    sample: false,
    ...changes,
  }
}

const hostile =
  '</script><script>window.pwned=1</script> ]]> --> <img src=/leak onerror=window.pwned=1> "\' &lt; \u202E'

/** Notices that every validator must take. */
export const noticesForValidators: Record<string, WithdrawalNotice> = {
  full: makeNotice(),
  removal: makeNotice({update: 'removal', severity: 'legal', text: null}),
  bare: makeNotice({title: '', slug: '', text: null, statement: null, publisher: {name: 'P'}}),
  sample: makeNotice({sample: true, update: 'withdrawal'}),
  arabic: makeNotice({language: 'ar', direction: 'rtl', title: 'وذمة نقي العظم'}),
  hostile: makeNotice({
    title: hostile,
    text: hostile,
    publisher: {name: hostile, url: 'javascript:window.pwned=1'},
  }),
}
