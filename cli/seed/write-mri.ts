import {writeFile} from 'node:fs/promises'
import {join} from 'node:path'

import {drawMri, toPng} from './draw-mri.ts'

await writeFile(join(import.meta.dirname, 'figures', 'mri-schematic.png'), toPng(drawMri()))
