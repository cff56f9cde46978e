import {findInTexts} from './find-in-texts.ts'

/** No text has control characters or noncharacters, which XML formats cannot hold. */
export const controlCharacter = findInTexts(
  'control-character',
  // eslint-disable-next-line no-control-regex
  /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\uFFFD-\uFFFF]/u,
  'is no character of text; retype the words without it',
)
