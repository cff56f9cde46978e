import type {CslItem} from '#schemas'

import type {Part} from './parts.ts'

/** Take the DOI alone: without its resolver or `doi:`. */
export function bareDoi(item: CslItem): string | undefined {
  const id = item.DOI?.trim().replace(/^(?:https?:\/\/(?:dx\.)?doi\.org\/|doi:\s*)/i, '')
  return id === '' ? undefined : id
}

/** Write a DOI as AMA does, linked to its resolver. */
export function doi(item: CslItem): Part | undefined {
  const id = bareDoi(item)
  if (id === undefined) return undefined
  const text = `doi:${id}`
  return /^10\.\d{4,9}\/\S+$/.test(id) ? {text, href: doiUrl(id)} : {text}
}

/** Address of a DOI: every character that could end the path is encoded. */
export function doiUrl(id: string): string {
  return `https://doi.org/${id.split('/').map(encodeURIComponent).join('/')}`
}

/** Write the PubMed id, linked to its record. */
export function pubMed(item: CslItem): Part | undefined {
  const id = item.PMID?.trim()
  if (!id) return undefined
  const text = `PMID:${id}`
  return /^[1-9]\d{0,8}$/.test(id) ? {text, href: `https://pubmed.ncbi.nlm.nih.gov/${id}/`} : {text}
}

/** Write the PubMed Central id, linked to the article. */
export function pubMedCentral(item: CslItem): Part | undefined {
  const id = item.PMCID?.trim()
  if (!id) return undefined
  const text = `PMCID:${id}`
  return /^PMC[1-9]\d*$/.test(id)
    ? {text, href: `https://pmc.ncbi.nlm.nih.gov/articles/${id}/`}
    : {text}
}

/** Write the address; only http and https become links. */
export function address(item: CslItem): Part | undefined {
  const text = item.URL?.trim()
  if (!text) return undefined
  const href = webUrl(text)
  return href === undefined ? {text} : {text, href}
}

function webUrl(text: string): string | undefined {
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) return undefined
  const url = new URL(text)
  return url.username === '' && url.password === '' ? url.href : undefined
}
