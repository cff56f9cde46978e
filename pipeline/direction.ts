/** Languages that are written from right to left when no script is named. */
const rtlLanguages = /^(?:ar|arc|ckb|dv|fa|he|ku-arab|nqo|ps|sd|syr|ug|ur|yi)(?:-|$)/i
const rtlScripts = /-(?:adlm|arab|aran|hebr|nkoo|rohg|syrc|thaa)(?:-|$)/i
const scripts = /-[a-z]{4}(?:-|$)/i

/** Tell which way a language (BCP 47) is written; a script subtag decides. */
export function directionOf(language: string): 'ltr' | 'rtl' {
  if (scripts.test(language)) return rtlScripts.test(language) ? 'rtl' : 'ltr'
  return rtlLanguages.test(language) ? 'rtl' : 'ltr'
}
