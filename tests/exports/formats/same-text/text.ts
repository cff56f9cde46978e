import type {FormatReader} from './format-reader.ts'

/** Reads the file as it is, but for the addresses of links; one stands in the text itself. */
export const textReader: FormatReader = {
  name: 'text',
  read: ([file]) =>
    new TextDecoder()
      .decode(file?.bytes)
      .replaceAll(/<(?:https?:\/\/(?!k\.example)|mailto:)[^>]*>/g, '')
      .replaceAll(/\^([\p{L}\p{N}]+)/gu, '$1'),
  // Lines under headings, markers of items, bars between cells, citations, pictures; the byline,
  // and what is said of the sources.
  furniture:
    /^(?:[-=~.|+\d:]*(?:\[.*\]\p{P}*)?[-=~.|+\d]*|Writtenby.*|Imagenotshownhere.*|-+We.*|.*\(Checkedon[^)]*\)\d*\.?)$/su,
}
