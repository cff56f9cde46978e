import type {IParagraphStyleOptions, IStylesOptions} from 'docx'

import type {Paragraph, ParagraphStyle} from '../../flow/flow.ts'

/** Id of a style in the document; headings have Word's own, so that outline and contents work. */
export function styleId(style: ParagraphStyle): string {
  return style.replaceAll(' ', '')
}

type Look = Omit<IParagraphStyleOptions, 'id' | 'name'>

/** Twentieths of a point. */
const pt = (points: number): number => points * 20
const accent = '1B6F6A'
const soft = '515D61'

/** Looks by style; sizes in half points. A publisher restyles a document by these names. */
const looks: Record<ParagraphStyle, Look> = {
  Kicker: {run: {size: 18, bold: true, color: accent}, paragraph: {spacing: {after: pt(4)}}},
  Title: {run: {size: 44, bold: true}, paragraph: {spacing: {after: pt(8)}, keepNext: true}},
  Summary: {run: {size: 25, color: soft}, paragraph: {spacing: {after: pt(10)}}},
  Byline: {run: {size: 19, color: soft}, paragraph: {spacing: {after: pt(2)}}},
  Banner: {run: {size: 20}, paragraph: {spacing: {after: pt(4)}, keepLines: true}},
  'Heading 1': heading(32, 20, 0),
  'Heading 2': heading(26, 16, 1),
  'Heading 3': heading(23, 12, 2),
  'Heading 4': heading(22, 10, 3),
  'Heading 5': heading(22, 10, 4),
  'Key Points Heading': heading(23, 14, 0),
  'Key Point': {run: {size: 21}, paragraph: {spacing: {after: pt(3)}}},
  Body: {run: {size: 21}, paragraph: {spacing: {after: pt(7), line: 288}}},
  'List Bullet': {run: {size: 21}, paragraph: {spacing: {after: pt(3), line: 276}}},
  'List Number': {run: {size: 21}, paragraph: {spacing: {after: pt(3), line: 276}}},
  'Callout Title': {
    run: {size: 21, bold: true},
    paragraph: {spacing: {before: pt(8), after: pt(2)}, keepNext: true},
  },
  Callout: {run: {size: 21}, paragraph: {spacing: {after: pt(4)}, keepLines: true}},
  'Pull Quote': {
    run: {size: 27, italics: true},
    paragraph: {indent: {left: 400, right: 400}, spacing: {before: pt(10)}, keepLines: true},
  },
  'Expert Quote': {
    run: {size: 25, italics: true},
    paragraph: {
      indent: {left: 400, right: 400},
      spacing: {before: pt(14), after: pt(4)},
      keepNext: true,
      keepLines: true,
    },
  },
  Attribution: {
    run: {size: 19, color: soft},
    paragraph: {indent: {left: 400}, spacing: {after: pt(12)}},
  },
  Related: {run: {size: 20}, paragraph: {spacing: {after: pt(4)}, keepLines: true}},
  Caption: {run: {size: 18, color: soft}, paragraph: {spacing: {after: pt(12)}}},
  'Image Withheld': {
    run: {size: 20, color: soft, italics: true},
    paragraph: {spacing: {before: pt(8), after: pt(4)}, keepNext: true},
  },
  'Table Caption': {
    run: {size: 19, bold: true},
    paragraph: {spacing: {before: pt(10), after: pt(4)}, keepNext: true},
  },
  'Table Head': {run: {size: 19, bold: true}, paragraph: {spacing: {before: pt(2), after: pt(2)}}},
  'Table Cell': {run: {size: 19}, paragraph: {spacing: {before: pt(2), after: pt(2)}}},
  'Back Heading': heading(25, 20, 0),
  Term: {run: {size: 19, bold: true}, paragraph: {spacing: {after: pt(1)}, keepNext: true}},
  Definition: {run: {size: 19}, paragraph: {spacing: {after: pt(5)}, indent: {left: 240}}},
  Source: {run: {size: 19}, paragraph: {spacing: {after: pt(3)}}},
  Sourcing: {run: {size: 19, color: soft}, paragraph: {spacing: {after: pt(6)}}},
  'Source State': {run: {size: 18, bold: true}, paragraph: {spacing: {after: pt(3)}}},
  'Source Note': {run: {size: 18, color: soft}, paragraph: {spacing: {after: pt(3)}}},
}

function heading(size: number, before: number, outlineLevel: number): Look {
  return {
    run: {size, bold: true},
    paragraph: {
      spacing: {before: pt(before), after: pt(4)},
      keepNext: true,
      keepLines: true,
      outlineLevel,
    },
  }
}

/** Every style of the document. */
export function documentStyles(language: string): IStylesOptions {
  return {
    default: {document: {run: {font: 'Calibri', language: {value: language}}}},
    paragraphStyles: Object.entries(looks).map(([name, look]) => ({
      id: styleId(name as ParagraphStyle),
      name: name.startsWith('Heading') || name === 'Title' ? name.toLowerCase() : name,
      basedOn: 'Normal',
      next: /Heading|Title/.test(name) ? styleId('Body') : styleId(name as ParagraphStyle),
      quickFormat: true,
      ...look,
    })),
  }
}

/** Colour of the bar beside a callout or a banner, and of its ground. */
export const tones: Record<NonNullable<Paragraph['tone']>, {bar: string; ground: string}> = {
  note: {bar: accent, ground: 'EEF4F1'},
  warning: {bar: 'B7791F', ground: 'FBF3E2'},
  urgent: {bar: 'B3261E', ground: 'FBEAE8'},
}
